/**
 * Milters that others write, in Java, to run inside the program: the contract of a plug-in.
 *
 * <p>A plug-in is a JAR file with a public class that implements {@link org.miltermanager.milters.plugin.MilterProvider}, named in
 * {@code META-INF/services/org.miltermanager.milters.plugin.MilterProvider}. Administrators put it into
 * {@code /usr/share/milter-manager/plug-ins} and say
 *
 * <pre>
 * [[milter]]
 * name = "tagger"
 * use = "plug-in"
 * plug-in = "the name that the provider tells"
 * options = {header = "X-Tag"}
 * </pre>
 *
 * <p>What it provides is a {@link org.miltermanager.milter.Milter} like any other: it has a place in the order, conditions, a failure policy
 * and lines in the log. To begin one, copy {@link org.miltermanager.milters.skeleton}. A plug-in is trusted: it runs in the program's
 * process, with its rights. What it throws is its own failure and becomes its {@code on-failure}, as does a call that takes longer than its
 * {@code deadline}. Each session has a thread on which it is called, interrupted when the time is over.
 */
@NullMarked
package org.miltermanager.milters.plugin;

import org.jspecify.annotations.NullMarked;
