/**
 * Graphs of what went through: reads the lines that the daemon writes into the mail log (those of milter manager 2 as well), keeps a
 * history of fixed size, and draws it. Strangers choose parts of those lines and whole other lines of the log: reading ends with any
 * content, takes bounded memory, and nothing of it reaches a page unescaped.
 */
@NullMarked
package org.miltermanager.app.analyzer;

import org.jspecify.annotations.NullMarked;
