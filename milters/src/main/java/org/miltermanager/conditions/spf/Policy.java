package org.miltermanager.conditions.spf;

import java.util.List;
import java.util.Optional;

/**
 * A record without mistakes.
 *
 * @param redirect whose policy holds where no directive matches (RFC 7208 6.1)
 * @param explanation where the text lies that says why a client is refused (6.2)
 */
record Policy(List<Directive> directives, Optional<MacroString> redirect, Optional<MacroString> explanation) {
    Policy {
        directives = List.copyOf(directives);
    }
}
