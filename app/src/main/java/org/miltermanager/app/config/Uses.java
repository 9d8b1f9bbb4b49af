package org.miltermanager.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of milters that run inside. */
final class Uses {
    /** In the order in which they are told. */
    static final List<Use> ALL = List.of(
            SpfSchema.USE, GreylistSchema.USE, ClamdSchema.USE, SpamdSchema.USE, JilterSchema.USE, PlugInSchema.USE);

    private Uses() {}

    static Map<String, Use> byName() {
        var names = new LinkedHashMap<String, Use>();
        ALL.forEach(use -> names.put(use.name(), use));
        return names;
    }
}
