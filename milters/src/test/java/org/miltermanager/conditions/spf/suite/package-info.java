/**
 * The test suite that openspf published for RFC 7208, read from a file that whoever runs it has: {@code -Dspf.suite=FILE}. The reader takes
 * as much of YAML as the suite uses.
 */
package org.miltermanager.conditions.spf.suite;
