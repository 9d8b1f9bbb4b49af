/** The demonstration: the daemon as it is, two milters inside, sample mails, and a table of who said what. */
@NullMarked
package org.miltermanager.app.demo;

import org.jspecify.annotations.NullMarked;
