/** The packages on the hosts they are made for. */
@NullMarked
package org.miltermanager.packaging;

import org.jspecify.annotations.NullMarked;
