/** The program while it serves: from the configuration to sessions, reload and orderly end. Wiring only. */
@NullMarked
package org.miltermanager.app.daemon;

import org.jspecify.annotations.NullMarked;
