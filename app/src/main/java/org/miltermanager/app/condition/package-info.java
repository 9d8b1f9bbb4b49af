/** The names that conditions may use in this program, and what they stand for here. */
@NullMarked
package org.miltermanager.app.condition;

import org.jspecify.annotations.NullMarked;
