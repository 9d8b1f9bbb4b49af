package org.miltermanager.condition;

import java.time.LocalTime;
import java.util.List;

/**
 * What kind of value a fact has. There are no others than these constants.
 *
 * @param <T> as which it is calculated with
 */
@SuppressWarnings("UnusedTypeParameter") // it tells the compiler which readings fit
public final class Type<T> {
    public static final Type<Boolean> BOOLEAN = new Type<>("yes or no");

    /** Octets of the mail, one char each. */
    public static final Type<String> TEXT = new Type<>("a text");

    public static final Type<List<String>> TEXTS = new Type<>("a list of texts");

    /** A count, or a size in octets. */
    public static final Type<Long> NUMBER = new Type<>("a number");

    public static final Type<LocalTime> TIME = new Type<>("a time of day");

    /** Of a client; one without an IP address has {@link NetworkAddress#NONE}. */
    public static final Type<NetworkAddress> ADDRESS = new Type<>("an address");

    private final String name;

    private Type(String name) {
        this.name = name;
    }

    /** For people. */
    @Override
    public String toString() {
        return name;
    }
}
