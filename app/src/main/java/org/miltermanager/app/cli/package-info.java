/**
 * The command line: options become values that override the configuration files, mistakes become sentences, results become exit codes.
 *
 * <p>Without a subcommand {@link org.miltermanager.app.cli.MilterManager} runs the daemon. A subcommand is one class, annotated with picocli's
 * {@code @Command}, that implements {@code Callable<Integer>} and is given to {@link org.miltermanager.app.cli.Program}; one that needs the
 * configuration has a {@link org.miltermanager.app.cli.ConfigurationDirectory} as its {@code @Mixin}.
 *
 * <p>Exit codes are those of {@link org.miltermanager.app.cli.ExitCode}, unless a subcommand says otherwise in its help.
 */
@NullMarked
package org.miltermanager.app.cli;

import org.jspecify.annotations.NullMarked;
