/** Refuses clients that greet with one of our own names. */
@NullMarked
package org.miltermanager.milters.forgedhelo;

import org.jspecify.annotations.NullMarked;
