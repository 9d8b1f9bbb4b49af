package org.miltermanager.app.host;

import java.util.Optional;

/** A user's or group's number as written by an operator: 0 to 4294967294; the last one, (uid_t) -1, means "none" to the kernel. */
final class AccountNumber {
    private AccountNumber() {}

    static Optional<Integer> of(String digits) {
        if (!digits.matches("\\d{1,10}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(digits);
        return number < 0xFFFF_FFFFL ? Optional.of((int) number) : Optional.empty();
    }
}
