/** Results for programs (RFC 8259). */
@NullMarked
package org.miltermanager.app.json;

import org.jspecify.annotations.NullMarked;
