package org.miltermanager.wire;

/** What a milter sends to the mail server (SMFIR_*). */
public sealed interface Reply permits Negotiate, Verdict, Edit, Progress, GarbledReply {}
