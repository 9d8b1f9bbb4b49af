package org.example;

/** Is asked about recipients only, and may only add headers. */
public class OnlyRecipients extends Witness {
    @Override
    public int getSupportedProcesses() {
        return 0x08;
    }

    @Override
    public int getRequiredModifications() {
        return 0x01;
    }
}
