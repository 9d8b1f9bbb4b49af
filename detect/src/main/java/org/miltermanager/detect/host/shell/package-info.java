/** Reads shell scripts that start daemons, as far as their variables and the command that they start go. Runs nothing. */
@NullMarked
package org.miltermanager.detect.host.shell;

import org.jspecify.annotations.NullMarked;
