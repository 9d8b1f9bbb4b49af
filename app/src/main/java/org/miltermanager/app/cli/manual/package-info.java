/**
 * The manual pages and the completion of shells, written from the very definitions that parse the command line and the configuration, so
 * that they cannot tell anything else.
 */
@NullMarked
package org.miltermanager.app.cli.manual;

import org.jspecify.annotations.NullMarked;
