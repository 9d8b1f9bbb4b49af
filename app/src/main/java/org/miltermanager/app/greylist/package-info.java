/**
 * What an operator asks of greylisting by command: through the daemon, which has the file open; of the file itself, where none runs; or of the
 * server that the mail hosts share.
 */
@NullMarked
package org.miltermanager.app.greylist;

import org.jspecify.annotations.NullMarked;
