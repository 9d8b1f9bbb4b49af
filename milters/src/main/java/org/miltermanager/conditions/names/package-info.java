/** Lists of names that an operator keeps: hosts, domains, accounts; in the configuration, in a file, or in a table of Postfix. */
@NullMarked
package org.miltermanager.conditions.names;

import org.jspecify.annotations.NullMarked;
