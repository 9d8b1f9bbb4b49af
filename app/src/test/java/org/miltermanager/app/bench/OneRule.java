package org.miltermanager.app.bench;

import org.miltermanager.fixtures.host.SystemdHost;

/** A spamd with one rule, and a spamass-milter in front of it: what it costs to ask them is not hidden by what spamd has to do. */
final class OneRule {
    static final String SPAMD = "/run/one-rule/spamd.sock";
    static final String MILTER = "/run/one-rule/spamass.sock";

    private static final String RULES = """
        loadplugin Mail::SpamAssassin::Plugin::Check
        header ONE_RULE exists:X-Marked
        describe ONE_RULE Somebody has marked it
        score ONE_RULE 1
        add_header all Status _YESNO_, score=_SCORE_ required=_REQD_ tests=_TESTS_
        """;

    private OneRule() {}

    /** As many children as there are sessions at a time, all of them from the begin. */
    static void start(SystemdHost host, int children) {
        host.shell("mkdir -p /run/one-rule /etc/one-rule");
        host.file("/etc/one-rule/one.cf", RULES);
        host.shell("""
            set -e
            spamd --daemonize --local --nouser-config --configpath=/etc/one-rule --siteconfigpath=/etc/one-rule \
                --socketpath=%s --pidfile=/run/one-rule/spamd.pid \
                --min-children=%d --max-children=%d --min-spare=0 --max-spare=%d
            spamass-milter -p %s -P /run/one-rule/spamass.pid -f -m -- -U %s
            """.formatted(SPAMD, children, children, children, MILTER, SPAMD));
    }
}
