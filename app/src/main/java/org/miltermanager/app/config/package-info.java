/**
 * Configuration files and the values of the command line become settings records; every mistake is reported at once, with its file, line
 * and column.
 *
 * <p>{@link org.miltermanager.app.config.ConfigurationFiles} reads, {@code Schema} is the one place that says which keys there are, of which
 * kind, with which default and what they mean: parsing, {@code --show-config} and the reference of all keys follow from it. A new key is
 * one constant there and one component of a record in {@link org.miltermanager.app.config.Settings}.
 *
 * <p>The files, in this order, the later ones override key by key:
 *
 * <ol>
 *   <li>{@code milter-manager.toml}
 *   <li>{@code conf.d/*.toml} in the order of their names; hidden files are left out
 *   <li>{@code milter-manager.local.toml}
 *   <li>the command line
 * </ol>
 *
 * <p>A {@code [[milter]]} whose name was there before overrides the keys of that one, which keeps its place; a new name is appended. No file
 * is required: what is not there has its defaults.
 */
@NullMarked
package org.miltermanager.app.config;

import org.jspecify.annotations.NullMarked;
