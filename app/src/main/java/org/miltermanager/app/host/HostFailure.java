package org.miltermanager.app.host;

import org.jspecify.annotations.Nullable;

/**
 * The operating system refused something that the daemon needs. The message is for the operator as it is: what was wanted, what stands
 * against it, and what helps. Nothing was changed, unless the message says so.
 */
public final class HostFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HostFailure(String message) {
        this(message, null);
    }

    public HostFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
