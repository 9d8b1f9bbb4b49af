/** Which clients are in networks of our own, and which are not. */
@NullMarked
package org.miltermanager.conditions.network;

import org.jspecify.annotations.NullMarked;
