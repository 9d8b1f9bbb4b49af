/**
 * Where log lines go: to syslog (facility mail), to standard output (for journald with its level), or to a file. Logback carries them,
 * set up in code by {@link org.miltermanager.app.log.Logging}; nobody writes a logging configuration.
 *
 * <p>Clients choose parts of what is logged (HELO names, addresses, replies of milters). One line stays one line:
 * {@link org.miltermanager.app.log.PrintableText} shows every control character as an escape. The content of messages is never logged.
 */
@NullMarked
package org.miltermanager.app.log;

import org.jspecify.annotations.NullMarked;
