package org.miltermanager.milter;

/**
 * Something that judges mail: an external milter behind a socket, or one that runs inside. Shared by all sessions, hence safe for use by
 * any thread.
 */
public interface Milter {
    /**
     * An SMTP session begins. Called before anything is known of the client.
     *
     * @param terms what holds for this session
     * @return the conversation for this session alone
     * @throws MilterFailure if the milter cannot be reached or refuses the terms; there is then nothing to close
     */
    Conversation begin(Terms terms);

    /**
     * What its conversations have wished for, the last time. The mail server wants to know before it is decided whether a milter with a
     * condition is asked at all.
     */
    default Wishes lastWishes() {
        return Wishes.NONE;
    }

    /** @return true where its conversations wait for nobody: of the time that the mail server waits nothing is kept for them */
    default boolean answersAtOnce() {
        return false;
    }

    /**
     * Finds out what it wishes for without a session: known from then on as {@link #lastWishes}.
     *
     * @throws MilterFailure if the milter cannot be reached or refuses
     */
    default void introduce() {}
}
