/**
 * How commands reach the daemon that runs: a unix socket that its own user and root alone may open, one request in one line, one answer, end. A
 * word of a request is set off by a tab. The first line of an answer is {@code ok}, or {@code no}, a tab and the reason.
 */
@NullMarked
package org.miltermanager.app.control;

import org.jspecify.annotations.NullMarked;
