/**
 * What was found of the milters on a host: values alone. {@link org.miltermanager.detect.host} reads the host, {@link
 * org.miltermanager.detect.product} knows the milters.
 */
@NullMarked
package org.miltermanager.detect;

import org.jspecify.annotations.NullMarked;
