package org.miltermanager.milters.skeleton;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.miltermanager.milter.Milter;
import org.miltermanager.milters.plugin.MilterProvider;

/** Provides {@code plug-in = "skeleton"} with one option, {@code header}. */
public final class SkeletonProvider implements MilterProvider {
    private static final Set<String> OPTIONS = Set.of("header");

    /** RFC 5322 2.2: printable US-ASCII without the colon. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]+");

    @Override
    public String name() {
        return "skeleton";
    }

    @Override
    public Milter milter(Map<String, String> options) {
        options.keySet().stream()
                .filter(option -> !OPTIONS.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new IllegalArgumentException("options: unknown \"" + option + "\"; expected " + OPTIONS);
                });
        String header = options.getOrDefault("header", "X-Recipients");
        if (!HEADER_NAME.matcher(header).matches()) {
            throw new IllegalArgumentException("options.header: got \"" + header + "\", expected a header's name");
        }
        return new Skeleton(header);
    }
}
