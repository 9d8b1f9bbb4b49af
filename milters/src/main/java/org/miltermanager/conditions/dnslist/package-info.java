/**
 * Lists of addresses in the DNS (RFC 5782): block lists, and, with negative weights, allow lists. All lists are asked at the same time; what they
 * say adds up to a score.
 *
 * <p>An answer counts only within 127.0.0.0/8, and never within 127.255.255.0/24: a list that has gone away lists all the world
 * under another address, and one that refuses to answer says so under that network.
 */
@NullMarked
package org.miltermanager.conditions.dnslist;

import org.jspecify.annotations.NullMarked;
