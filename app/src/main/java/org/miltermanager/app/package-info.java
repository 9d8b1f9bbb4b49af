/** The program: {@link org.miltermanager.app.Main} puts its parts together. */
@NullMarked
package org.miltermanager.app;

import org.jspecify.annotations.NullMarked;
