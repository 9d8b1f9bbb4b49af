/** What Postfix's own programs tell: parameters ({@code postconf}) and lookup tables ({@code postmap}). */
@NullMarked
package org.miltermanager.conditions.postfix;

import org.jspecify.annotations.NullMarked;
