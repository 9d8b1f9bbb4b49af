package org.miltermanager.app.condition;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.miltermanager.conditions.postfix.Postconf;
import org.miltermanager.conditions.postfix.Postmap;
import org.miltermanager.dns.Dns;
import org.miltermanager.dns.Resolver;
import org.miltermanager.dns.ResolverSettings;

/**
 * What conditions find out from the program and the host they are in.
 *
 * @param sessions how many there are now
 * @param asksPostfix whether Postfix's parameters are asked for; not where a configuration is only checked
 * @param dns who is asked when these settings hold; the same as before where they have not changed
 * @param remarks takes what an operator should know
 */
public record Surroundings(
        IntSupplier sessions, boolean asksPostfix, Function<ResolverSettings, Dns> dns, Consumer<String> remarks) {
    /** For a configuration that is only checked. */
    public static final Surroundings NONE = new Surroundings(() -> 0, false, Resolver::new, remark -> {});

    Postconf postconf() {
        return new Postconf("postconf", remarks);
    }

    Postmap postmap() {
        return new Postmap("postmap");
    }
}
