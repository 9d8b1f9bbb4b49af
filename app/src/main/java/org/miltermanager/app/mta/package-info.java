/**
 * Plays the mail server against one milter: a sample mail in, verdict, edits and the mail as it would be delivered out. What is said to the
 * milter is what the chain says to its milters, in Postfix's manner.
 */
@NullMarked
package org.miltermanager.app.mta;

import org.jspecify.annotations.NullMarked;
