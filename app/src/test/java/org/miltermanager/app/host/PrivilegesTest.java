package org.miltermanager.app.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PrivilegesTest {
    /** Drops to nobody, then shows its rights on another thread than the one that dropped them. Begins with groups that have to go. */
    public static final class Dropping {
        private Dropping() {}

        public static void main(String[] arguments) throws InterruptedException {
            var dropped = new CountDownLatch(1);
            Thread other = Thread.ofPlatform().start(() -> show(dropped));
            Privileges.become(Identity.of("nobody", Optional.of("mail")));
            dropped.countDown();
            other.join();
        }

        private static void show(CountDownLatch dropped) {
            try {
                dropped.await();
            } catch (InterruptedException e) {
                return;
            }
            Identity now = Identity.current();
            System.out.println(now.user() + " " + Group.numbered(now.gid()) + " " + now.groups() + " shadow="
                    + Files.isReadable(Path.of("/etc/shadow")));
        }
    }

    @Test
    void looksUpUsersByNameAndNumber() {
        assertEquals(new User("root", 0, 0), User.named("root"));
        assertEquals(new User("root", 0, 0), User.named("0"));
        assertEquals(new Group("root", 0), Group.named("root"));
    }

    @Test
    void saysHowToCreateAMissingUser() {
        var failure = assertThrows(HostFailure.class, () -> User.named("milter-nobody"));

        assertTrue(
                failure.getMessage().contains("user 'milter-nobody' does not exist; create it with: useradd --system"));
    }

    @Test
    void becomesAnotherUserForGood() throws IOException, InterruptedException {
        assumeTrue(Identity.current().root(), "only root can become another user");
        int mail = Group.named("mail").gid();

        String shown = ForkedJvm.run(List.of("setpriv", "--groups", "4,27", "--"), Dropping.class);

        assertEquals("nobody mail " + Set.of(mail) + " shadow=false\n", shown);
    }
}
