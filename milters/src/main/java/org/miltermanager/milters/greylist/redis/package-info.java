/**
 * The store that several mail hosts share: Redis or Valkey, asked through {@code lettuce}, which knows TLS, Sentinel and Cluster. An attempt is
 * one script there, so that two hosts that are tried at the same time see each other. While no server answers, nobody waits for one.
 */
@NullMarked
package org.miltermanager.milters.greylist.redis;

import org.jspecify.annotations.NullMarked;
