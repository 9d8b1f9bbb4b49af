/** Removes results of authentication that nobody here has found. */
@NullMarked
package org.miltermanager.milters.forgedresults;

import org.jspecify.annotations.NullMarked;
