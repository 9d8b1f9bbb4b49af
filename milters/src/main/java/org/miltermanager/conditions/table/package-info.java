/** Sets of keys that stand in a directory (LDAP) or in a database (SQL), for conditions such as {@code recipient in table("accounts")}. */
@NullMarked
package org.miltermanager.conditions.table;

import org.jspecify.annotations.NullMarked;
