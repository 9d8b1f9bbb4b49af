package org.miltermanager.conditions.spf;

/**
 * One directive of a policy.
 *
 * @param result what holds for a client that the mechanism matches
 * @param text as the domain wrote it
 */
record Directive(SpfResult result, Mechanism mechanism, String text) {}
