@NullMarked
package org.miltermanager.app.config;

import org.jspecify.annotations.NullMarked;
