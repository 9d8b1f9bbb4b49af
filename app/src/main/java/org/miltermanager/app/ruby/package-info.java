/**
 * Carries an existing configuration of milter manager 2 over to ours. That configuration is a Ruby program; it is read here as a text of
 * which a static part is understood (assignments of literals, definitions of milters, lists of conditions, loads of further files), and
 * never run. Whatever cannot be understood without running it is told with its place and with what to do instead. The files may hold
 * anything: reading them always ends, and takes memory in proportion to their size, which is limited.
 */
@NullMarked
package org.miltermanager.app.ruby;

import org.jspecify.annotations.NullMarked;
