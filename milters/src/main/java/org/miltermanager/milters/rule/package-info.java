/** What an operator decides of mail without asking a milter. */
@NullMarked
package org.miltermanager.milters.rule;

import org.jspecify.annotations.NullMarked;
