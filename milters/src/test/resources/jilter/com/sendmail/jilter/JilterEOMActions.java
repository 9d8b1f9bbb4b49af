package com.sendmail.jilter;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A stand-in with the public shape of jilter 1.2's interface of this name. */
public interface JilterEOMActions {
    void addheader(String headerf, String headerv) throws IOException;

    void chgheader(String headerf, int hdridx, String headerv) throws IOException;

    void addrcpt(String rcpt) throws IOException;

    void delrcpt(String rcpt) throws IOException;

    void replacebody(ByteBuffer bodyp) throws IOException;

    void progress() throws IOException;

    void finish(JilterStatus status) throws IOException;
}
