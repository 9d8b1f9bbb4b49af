package org.miltermanager.detect.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.detect.Tree;

/** Milters of which a host starts several instances of a template (systemd.unit(5)). */
class InstancesTest {
    @TempDir
    private Path root;

    private Tree template(String name, String execStart, String... instances) {
        var tree = new Tree(root).file("/usr/lib/systemd/system/" + name + "@.service", """
            [Service]
            EnvironmentFile=-/etc/default/%s-%%i
            ExecStart=%s
            [Install]
            WantedBy=multi-user.target
            """.formatted(name, execStart));
        for (String instance : instances) {
            tree.link(
                    "/etc/systemd/system/multi-user.target.wants/" + name + "@" + instance + ".service",
                    "/usr/lib/systemd/system/" + name + "@.service");
        }
        return tree;
    }

    private static List<String> found(Tree tree) {
        return Products.find(tree.host()).stream()
                .map(finding -> finding.name() + " " + finding.product() + " " + finding.state() + " "
                        + finding.endpoint().map(Object::toString).orElse("nowhere"))
                .toList();
    }

    @Test
    void eachThatIsStartedIsFound() {
        Tree tree = template("opendkim", "/usr/sbin/opendkim -x /etc/opendkim/%i.conf -p $SOCKET", "in", "out")
                .file("/etc/default/opendkim-in", "SOCKET=\"local:/run/opendkim/in.sock\"\n")
                .file("/etc/default/opendkim-out", "SOCKET='inet:8891@localhost'\n")
                .file("/etc/opendkim/in.conf", "Mode v\n")
                .file("/etc/opendkim/out.conf", "Mode s\n");

        assertEquals(
                List.of(
                        "opendkim@in OpenDKIM enabled unix:/run/opendkim/in.sock",
                        "opendkim@out OpenDKIM enabled inet:8891@localhost"),
                found(tree));
    }

    @Test
    void soIsThatOfAMilterThatIsNotKnown() {
        Tree tree = template("house-milter", "/opt/house/milter -p inet:%i@localhost", "8888");

        assertEquals(List.of("house-milter@8888 unknown milter enabled inet:8888@localhost"), found(tree));
    }

    @Test
    void aTemplateThatNothingStartsIsNoMilter() {
        assertEquals(List.of(), found(template("opendkim", "/usr/sbin/opendkim -p /run/%i.sock")));
    }
}
