/**
 * What the daemon needs of the operating system (Linux): the socket it listens on, the user it runs as, signals, the pid file, the
 * service manager, and the reason why a milter's socket cannot be opened.
 *
 * <p>Whatever Java has, Java does (modes, groups, links, processes). The rest are calls of the C library through
 * {@link org.miltermanager.app.host.NativeFunction}, which needs {@code --enable-native-access=ALL-UNNAMED}.
 *
 * <p>What the system refuses is a {@link org.miltermanager.app.host.HostFailure}: one sentence that says who was refused what, and the
 * command that helps.
 */
@NullMarked
package org.miltermanager.app.host;

import org.jspecify.annotations.NullMarked;
