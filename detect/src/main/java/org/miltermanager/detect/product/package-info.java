/**
 * One class for each milter that is known: what its service is called, which option or file names its socket, what "configured" means for
 * it, and where it stands in the chain. {@link org.miltermanager.detect.product.ClamavMilter} is the one to copy.
 *
 * <p>What counts is what the daemon itself would do: its options win over its file where they do so there, of a key that is given twice
 * that one counts which counts there, and a file with which it would not start leaves it unconfigured. So each syntax has its own reader:
 * {@link org.miltermanager.detect.product.Options} of command lines, {@link org.miltermanager.detect.product.KeyValueSyntax}, {@link
 * org.miltermanager.detect.product.TrustedDomainFile}, {@link org.miltermanager.detect.product.GreylistText} and {@link
 * org.miltermanager.detect.product.Ucl}. All of them are total: any octets give a result.
 *
 * <p>A new milter needs its class, its line in {@link org.miltermanager.detect.product.Products}, and its files in a layout of the tests
 * ({@code src/test/resources/layouts}) with what is to be found there.
 */
@NullMarked
package org.miltermanager.detect.product;

import org.jspecify.annotations.NullMarked;
