package org.miltermanager.wire;

/** Events without data. */
public enum Mark implements Event {
    /** SMFIC_DATA: the client asked to send its message. From version 4. */
    DATA(Stage.DATA),
    /** SMFIC_EOH: the header block is complete. */
    END_OF_HEADERS(Stage.END_OF_HEADERS);

    private final Stage stage;

    Mark(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Stage stage() {
        return stage;
    }
}
