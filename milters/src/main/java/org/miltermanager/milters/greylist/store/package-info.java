/**
 * What greylisting remembers, and the contract of who keeps it: {@link org.miltermanager.milters.greylist.store.GreylistStore}. One store is
 * in a file of this host alone, another is shared by several mail hosts; a store does not know the milter that asks it.
 */
@NullMarked
package org.miltermanager.milters.greylist.store;

import org.jspecify.annotations.NullMarked;
