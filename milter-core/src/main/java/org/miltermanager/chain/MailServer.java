package org.miltermanager.chain;

/** Which mail server is in front: both speak the same protocol, and mean different things by it. */
public enum MailServer {
    POSTFIX,
    SENDMAIL
}
