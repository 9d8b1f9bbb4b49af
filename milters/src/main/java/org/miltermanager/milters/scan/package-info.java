/** What milters have in common that show a message to a scanner: its text, headers that only the scanner may write, exceptions, refusals. */
@NullMarked
package org.miltermanager.milters.scan;

import org.jspecify.annotations.NullMarked;
