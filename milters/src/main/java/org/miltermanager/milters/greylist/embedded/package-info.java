/**
 * The store of one host: a file that nobody else opens. What is written is on disk within a second; a process that is killed loses no more.
 * {@code h2-mvstore} keeps it as a log of tree pages, of which the last complete state is found again.
 * Old pages are cleared away while the store is in use, so that a million triplets take 82 MiB in ordinary use.
 */
@NullMarked
package org.miltermanager.milters.greylist.embedded;

import org.jspecify.annotations.NullMarked;
