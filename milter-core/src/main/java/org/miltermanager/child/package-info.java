/** External milters, behind a socket: for each of them we play the mail server, in Postfix's manner. */
@NullMarked
package org.miltermanager.child;

import org.jspecify.annotations.NullMarked;
