/** Asks the host for its milters, and tells what was found: to the configuration, the log, and people. */
@NullMarked
package org.miltermanager.app.detection;

import org.jspecify.annotations.NullMarked;
