/**
 * The milter protocol as values, without octets, sockets or state.
 *
 * <p>The protocol has no RFC. Names and codes are those of Sendmail's {@code libmilter/mfdef.h}; what they mean to the peer is
 * what Postfix ({@code src/milter/milter8.c}) and Sendmail ({@code libmilter/engine.c}) do with them.
 *
 * <p>Strings are octets: one char stands for one octet (ISO-8859-1), so that what a mail server sent is forwarded as it was.
 *
 * <pre>
 * SMFIC_CONNECT C  Connect               SMFIR_CONTINUE   c  Ruling.CONTINUE
 * SMFIC_HELO    H  Helo                  SMFIR_ACCEPT     a  Ruling.ACCEPT
 * SMFIC_MAIL    M  MailFrom              SMFIR_REJECT     r  Ruling.REJECT
 * SMFIC_RCPT    R  RcptTo                SMFIR_TEMPFAIL   t  Ruling.TEMPFAIL
 * SMFIC_DATA    T  Mark.DATA             SMFIR_DISCARD    d  Ruling.DISCARD
 * SMFIC_HEADER  L  Header                SMFIR_SKIP       s  Ruling.SKIP
 * SMFIC_EOH     N  Mark.END_OF_HEADERS   SMFIR_SHUTDOWN   4  Ruling.SHUTDOWN
 * SMFIC_BODY    B  BodyChunk             SMFIR_CONN_FAIL  f  Ruling.CONN_FAIL
 * SMFIC_UNKNOWN U  UnknownCommand        SMFIR_REPLYCODE  y  SmtpReply
 * SMFIC_BODYEOB E  EndOfBody             SMFIR_PROGRESS   p  Progress.PROGRESS
 * SMFIC_OPTNEG  O  Negotiate             SMFIR_QUARANTINE q  Quarantine
 * SMFIC_MACRO   D  DefineMacros          SMFIR_ADDHEADER  h  AddHeader
 * SMFIC_ABORT   A  Control.ABORT         SMFIR_INSHEADER  i  InsertHeader
 * SMFIC_QUIT    Q  Control.QUIT          SMFIR_CHGHEADER  m  ChangeHeader
 * SMFIC_QUIT_NC K  Control.QUIT_NEW_CONNECTION
 *                                        SMFIR_OPTNEG     O  Negotiate
 *                                        SMFIR_REPLBODY   b  ReplaceBody
 *                                        SMFIR_ADDRCPT    +  AddRecipient
 *                                        SMFIR_ADDRCPT_PAR 2 AddRecipient, with parameters
 *                                        SMFIR_DELRCPT    -  DeleteRecipient
 *                                        SMFIR_CHGFROM    e  ChangeSender
 * </pre>
 */
@NullMarked
package org.miltermanager.wire;

import org.jspecify.annotations.NullMarked;
