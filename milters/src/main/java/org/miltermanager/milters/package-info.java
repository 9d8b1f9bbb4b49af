/**
 * Milters that run inside the program, a package each. {@link org.miltermanager.milters.BuiltIn} is what the settings of each are to the
 * program: a new one needs its package, its keys in the configuration, and nothing else.
 */
@NullMarked
package org.miltermanager.milters;

import org.jspecify.annotations.NullMarked;
