package org.miltermanager.milter;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.miltermanager.wire.Negotiate;

/**
 * What holds for one conversation.
 *
 * @param offer protocol version and actions that the mail server supports; all steps that we can do ourselves
 * @param patience how long an answer may take
 * @param newBody makes an empty body, which keeps a large one on disk
 * @param remarks takes what an operator should know and what is no failure: one sentence without message content
 */
public record Terms(Negotiate offer, Patience patience, Supplier<BodyReplacement> newBody, Consumer<String> remarks) {}
