/** Finds out whether the daemon could talk to its milters, and whether the mail server would talk to the daemon. */
@NullMarked
package org.miltermanager.app.check;

import org.jspecify.annotations.NullMarked;
