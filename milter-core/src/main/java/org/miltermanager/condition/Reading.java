package org.miltermanager.condition;

import java.util.Optional;

/** How a value is had of a mail. */
@FunctionalInterface
public interface Reading<T> {
    /** @return empty where it is not known, or not yet */
    Optional<T> of(Circumstances known);
}
