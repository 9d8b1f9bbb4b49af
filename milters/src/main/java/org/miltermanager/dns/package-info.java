/**
 * Questions to the DNS, as conditions and milters ask them: {@link org.miltermanager.dns.Dns} is what they see,
 * {@link org.miltermanager.dns.Resolver} asks servers.
 *
 * <p>An answer always comes, within the resolver's deadline, and says which of four it is: found, no such name, no such records, or
 * a failure that another time may not meet. No thread is held while it is awaited.
 *
 * <p>The octets are dnsjava's affair ({@code org.xbill.DNS}), and this is the only package that names it. Not used of it are its cache,
 * which answers a second question for missing records otherwise than the first, and its lookups, which ask one question many times over
 * when many wait for it.
 */
@NullMarked
package org.miltermanager.dns;

import org.jspecify.annotations.NullMarked;
