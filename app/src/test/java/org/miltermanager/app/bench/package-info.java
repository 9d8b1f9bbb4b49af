/**
 * The benchmark: what the manager costs a mail server, against the same mail server that calls the same milters itself.
 *
 * <p>Not part of the tests. {@code mvn -q -Pbench package -pl app -am -DskipTests} runs it and writes its table into the README. {@code
 * -Dbenchmark=ScannerBenchmark} compares clamd and spamd asked from inside with clamav-milter and spamass-milter in front of them instead, on
 * the mail host of the tests, and writes that table.
 */
@NullMarked
package org.miltermanager.app.bench;

import org.jspecify.annotations.NullMarked;
