/** Signatures of domains (DKIM), as milters that check them report them. */
@NullMarked
package org.miltermanager.conditions.dkim;

import org.jspecify.annotations.NullMarked;
