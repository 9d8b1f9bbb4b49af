/**
 * One class for each milter that is known: what its service is called, which file names its socket, what "configured" means for it, and
 * where it stands in the chain. {@link org.miltermanager.detect.product.ClamavMilter} is the one to copy.
 */
@NullMarked
package org.miltermanager.detect.product;

import org.jspecify.annotations.NullMarked;
