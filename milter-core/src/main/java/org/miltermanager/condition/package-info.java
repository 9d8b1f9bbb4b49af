/**
 * When a milter is asked: expressions over what is known of a mail, such as {@code s25r and not authenticated}.
 *
 * <h2>Language</h2>
 * <pre>
 * expression   conjunction { "or" conjunction }
 * conjunction  negation { "and" negation }
 * negation     "not" negation | comparison
 * comparison   value [ ("==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") value
 *                    | ["not"] "in" set | ["not"] "matches" pattern ]
 * set          "[" literal { "," literal } "]" | literal | name "(" text { "," text } ")" | name
 * value        literal | name | name "(" text { "," text } ")" | "(" expression ")"
 * literal      "text" | 42 | 10MiB | 10% | 22:30 | true | false
 * pattern      /regular expression/ or /regular expression/i
 * </pre>
 * Names and words of the language may be written in any case, names with {@code _} for {@code -}. Texts are compared without regard to
 * case, patterns are found anywhere in a text. Everything is checked when an expression is read: names, types, patterns.
 *
 * <h2>Stages</h2>
 * Each fact is known from a certain stage of the session on, or, where somebody has to be asked for it, some time later. Until then the
 * answer is {@linkplain org.miltermanager.condition.Truth#UNKNOWN unknown}, and {@code and}, {@code or}, {@code not} make of it what
 * can be made of it: {@code s25r and header("List-Id") == ""} is false when the client has connected with a proper name.
 */
@NullMarked
package org.miltermanager.condition;

import org.jspecify.annotations.NullMarked;
