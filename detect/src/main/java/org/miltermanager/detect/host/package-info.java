/** Reads what the host has: files, units, sockets. */
@NullMarked
package org.miltermanager.detect.host;

import org.jspecify.annotations.NullMarked;
