/** Macros that Sendmail tells and Postfix does not, for milters that were written for Sendmail. */
@NullMarked
package org.miltermanager.conditions.sendmail;

import org.jspecify.annotations.NullMarked;
