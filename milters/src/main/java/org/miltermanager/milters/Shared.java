package org.miltermanager.milters;

import org.miltermanager.dns.Dns;

/**
 * What the program has once, for all milters that run inside.
 *
 * @param dns with one memory of answers
 */
public record Shared(Dns dns) {}
