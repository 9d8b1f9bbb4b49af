/**
 * The smallest milter that does something: copy this package to begin one. It adds a header that tells how many recipients a message has.
 *
 * <p>Three classes: {@link org.miltermanager.milters.skeleton.SkeletonProvider} is what the program finds and what checks the options;
 * {@link org.miltermanager.milters.skeleton.Skeleton} is shared by all sessions; its conversation is one session, hence where state may
 * be. To be found, the provider is named in {@code META-INF/services/org.miltermanager.milters.plugin.MilterProvider}.
 */
@NullMarked
package org.miltermanager.milters.skeleton;

import org.jspecify.annotations.NullMarked;
