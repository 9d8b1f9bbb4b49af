package org.miltermanager.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    /** As where no thread can be had that tells the mail server that we are at work. */
    @Test
    void comeForTheOthersWhereOneFailsAtIts() throws Exception {
        try (var deadlines = new Deadlines()) {
            var failed = new CountDownLatch(2);
            deadlines.add(now -> {
                failed.countDown();
                throw new OutOfMemoryError("unable to create native thread");
            });
            assertTrue(failed.await(10, TimeUnit.SECONDS));
            var ticked = new CountDownLatch(1);
            deadlines.add(now -> ticked.countDown());

            assertTrue(ticked.await(10, TimeUnit.SECONDS));
        }
    }
}
