/**
 * The contract for authors of milters: what {@link org.miltermanager.milter.Milter} and
 * {@link org.miltermanager.milter.Conversation} promise and may expect.
 *
 * <h2>Results</h2>
 * At each stage that a milter names it answers with a {@link org.miltermanager.wire.Verdict}. Continue lets the next milter in the
 * list be asked. Accept means "I need no more of this message" (said at connect or HELO: of this session) and lets the others go on.
 * Reject, tempfail, discard and an SMTP reply are the answer to the client, and the milters behind are not asked. At the end of a
 * message the answer is an {@link org.miltermanager.milter.Outcome}: edits and a verdict. Edits count only with continue and accept;
 * the next milter sees the headers and the body as edited, but the envelope as the client gave it, as behind Postfix.
 *
 * <h2>Content</h2>
 * A milter that names the stages of the content is told each header and each chunk of the body, as an external one is. One that does not is
 * given the message as a whole at its end, and reads what it needs. In between is {@link org.miltermanager.milter.Conversation#arriving}: a
 * long body, read while the mail server sends it.
 *
 * <h2>Failure</h2>
 * Any exception is this milter's failure, never a pass: its failure policy answers for it, the other milters and sessions do not
 * notice. After a failure the conversation is closed and never asked again.
 *
 * <h2>Threads</h2>
 * One conversation belongs to one SMTP session and is called by one thread at a time, which may block. A milter
 * marked concurrent may be called by another thread while a message is reviewed, never by two at once. A
 * {@link org.miltermanager.milter.Milter} itself is shared by all sessions.
 *
 * <h2>Surprises of the protocol</h2>
 * <ul>
 *   <li>There may be any number of messages in a session, each ended by {@link org.miltermanager.milter.Conversation#abort} or by
 *       {@link org.miltermanager.milter.Conversation#endOfMessage}; abort also comes after the end, repeatedly, and with no message open.
 *   <li>HELO may be missing or come several times; STARTTLS brings another one.
 *   <li>The queue id (macro {@code i}) is unknown at MAIL and at the first RCPT behind Postfix.
 *   <li>Rejecting one recipient leaves the message open for the others.
 *   <li>Header values carry the blank behind the colon ({@code SMFIP_HDR_LEADSPC}):
 *       {@link org.miltermanager.wire.Header#text} is without it; an added header needs it, else it is delivered as {@code Name:value}.
 *   <li>The mail server's own Received header is not shown, but counts for
 *       {@link org.miltermanager.wire.InsertHeader#index}.
 * </ul>
 */
@NullMarked
package org.miltermanager.milter;

import org.jspecify.annotations.NullMarked;
