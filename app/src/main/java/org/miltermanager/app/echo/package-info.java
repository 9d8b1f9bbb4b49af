/** A milter that shows what it is told. */
@NullMarked
package org.miltermanager.app.echo;

import org.jspecify.annotations.NullMarked;
