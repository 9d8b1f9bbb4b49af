/** Tells who would be asked about a mail that somebody imagines, and why. */
@NullMarked
package org.miltermanager.app.explain;

import org.jspecify.annotations.NullMarked;
