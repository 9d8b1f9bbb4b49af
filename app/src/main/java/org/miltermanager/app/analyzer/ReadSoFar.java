package org.miltermanager.app.analyzer;

/**
 * How far the log was read, so that the next run goes on from there although files are renamed, compressed or cut meanwhile.
 *
 * @param begins how many octets of the file {@code fingerprint} is of; 0 if none was read
 * @param fingerprint of those octets, from its beginning
 * @param offset octets of it (uncompressed) that were read
 * @param second the latest line, in seconds since 1970
 * @param lines how many lines of that second were read, for a log that comes by standard input
 */
record ReadSoFar(int begins, String fingerprint, long offset, long second, int lines) {
    static final ReadSoFar NOTHING = new ReadSoFar(0, "", 0, 0, 0);
}
