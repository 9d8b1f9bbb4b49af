package org.miltermanager.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process holds, before and after a thousand rounds of something. */
public final class Leaks {
    private static final int WARM_UP = 200;
    private static final int ROUNDS = 1_000;
    private static final long FEW_DESCRIPTORS = 20;
    private static final long LITTLE_HEAP = 8L << 20;

    private Leaks() {}

    /** One of the rounds. */
    public interface Round {
        void run(int number) throws Exception;
    }

    /** Fails where the rounds leave descriptors or heap behind. */
    public static void assertNone(Round round) throws Exception {
        for (int number = 0; number < WARM_UP; number++) {
            round.run(number);
        }
        long descriptors = descriptors();
        long heap = heap();
        for (int number = 0; number < ROUNDS; number++) {
            round.run(number);
        }
        long more = descriptors() - descriptors;
        long larger = heap() - heap;
        assertTrue(more < FEW_DESCRIPTORS, () -> more + " more descriptors after " + ROUNDS + " rounds");
        assertTrue(larger < LITTLE_HEAP, () -> larger + " more octets of heap after " + ROUNDS + " rounds");
    }

    private static long descriptors() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }

    private static long heap() throws InterruptedException {
        for (int collection = 0; collection < 3; collection++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
