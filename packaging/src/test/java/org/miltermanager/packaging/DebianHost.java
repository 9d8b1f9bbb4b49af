package org.miltermanager.packaging;

import org.miltermanager.fixtures.host.SystemdHost;

/**
 * A fresh Debian on which the built package can be installed, and a second one of another version that differs in nothing else. Nothing
 * is fetched: the package needs what every Debian has. For one thread.
 */
final class DebianHost implements AutoCloseable {
    static final String SOCKET = "/run/milter-manager/milter-manager.sock";
    private static final String PACKAGES = "/packages";
    private static final String DEB = PACKAGES + "/milter-manager_*.deb";
    private static final String APT =
            "DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends ";

    private final String image;
    private final SystemdHost host;

    /** @param image such as {@code debian:bookworm} */
    DebianHost(String image) {
        this.image = image;
        host = SystemdHost.of(image).with(BuiltPackages.DIRECTORY, PACKAGES);
    }

    void boot() {
        host.boot();
    }

    /** @return what apt printed */
    String install() {
        return shell(APT + "install " + DEB);
    }

    /** @return what apt printed */
    String install(String version) {
        shell("rm -rf /tmp/deb; dpkg-deb -R " + DEB + " /tmp/deb; sed -i 's/^Version: .*/Version: " + version
                + "/' /tmp/deb/DEBIAN/control; dpkg-deb -Znone -b /tmp/deb /tmp/other.deb");
        return shell(APT + "--allow-downgrades install /tmp/other.deb");
    }

    /** Also where it is not installed. */
    void purge() {
        shell("dpkg --purge milter-manager");
    }

    /** @return what the script printed; fails with it if it fails */
    String shell(String script) {
        return host.shell(script);
    }

    SystemdHost.Ran run(String... command) {
        return host.run(command);
    }

    /** One property of the daemon's unit. */
    String unit(String property) {
        return shell("systemctl show --property=" + property + " --value milter-manager.service");
    }

    /** Owner, group and mode, such as {@code root root 755}. */
    String access(String path) {
        return shell("stat --format='%U %G %a' " + path);
    }

    @Override
    public String toString() {
        return image;
    }

    @Override
    public void close() {
        host.close();
    }
}
