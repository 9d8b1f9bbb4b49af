package org.miltermanager.wire;

/** SMFIR_PROGRESS: the milter still works; the mail server's timer starts again. */
public enum Progress implements Reply {
    PROGRESS
}
