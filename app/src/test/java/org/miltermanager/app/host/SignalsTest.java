package org.miltermanager.app.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {
    @Test
    void runsTheHandlerOnEachSignal() throws IOException, InterruptedException {
        var handled = new CountDownLatch(1);
        Signals.on(Signals.Signal.USR1, handled::countDown);

        var kill = new ProcessBuilder(
                        "kill", "-USR1", Long.toString(ProcessHandle.current().pid()))
                .start();

        assertEquals(0, kill.waitFor());
        assertTrue(handled.await(5, TimeUnit.SECONDS));
    }
}
