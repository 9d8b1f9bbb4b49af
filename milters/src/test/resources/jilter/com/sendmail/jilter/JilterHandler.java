package com.sendmail.jilter;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Properties;

/** A stand-in with the public shape of jilter 1.2's interface of this name: names and types alone. */
public interface JilterHandler {
    JilterStatus connect(String hostname, InetAddress hostaddr, Properties properties);

    JilterStatus helo(String helohost, Properties properties);

    JilterStatus envfrom(String[] argv, Properties properties);

    JilterStatus envrcpt(String[] argv, Properties properties);

    JilterStatus header(String headerf, String headerv);

    JilterStatus eoh();

    JilterStatus body(ByteBuffer bodyp);

    JilterStatus eom(JilterEOMActions eomActions, Properties properties);

    JilterStatus abort();

    JilterStatus close();

    int getSupportedProcesses();

    int getRequiredModifications();
}
