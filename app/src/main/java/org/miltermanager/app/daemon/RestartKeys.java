package org.miltermanager.app.daemon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.miltermanager.app.config.Settings;

/** The keys that mean something when the daemon starts, and nothing afterwards. {@code listen} is told of where the address is known. */
final class RestartKeys {
    private static final Map<String, Function<Settings, Object>> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("user", Settings::user);
        KEYS.put("group", Settings::group);
        KEYS.put("pid-file", Settings::pidFile);
        KEYS.put("control", Settings::control);
        KEYS.put("socket.mode", settings -> settings.socket().mode());
        KEYS.put("socket.group", settings -> settings.socket().group());
        KEYS.put("log.to", settings -> settings.log().target());
        KEYS.put("log.facility", settings -> settings.log().facility());
        KEYS.put("limits.sessions", settings -> settings.limits().sessions());
    }

    private RestartKeys() {}

    /**
     * Those that have another value now.
     *
     * @param begun with which the daemon started
     * @param read what is in the files now
     */
    static List<String> changed(Settings begun, Settings read) {
        return KEYS.entrySet().stream()
                .filter(key ->
                        !key.getValue().apply(begun).equals(key.getValue().apply(read)))
                .map(Map.Entry::getKey)
                .toList();
    }
}
