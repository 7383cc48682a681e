package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerKeeperTest {

    private final List<FakeServer> launched = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile Consumer<FakeServer> whileLaunching = server -> { };
    private volatile Runnable whileStopping = () -> { };
    private final ServerKeeper keeper = new ServerKeeper(this::launch, Duration.ofMillis(10));

    @AfterEach
    void close() {
        keeper.close();
        launched.forEach(server -> server.thread.shutdownNow());
    }

    @Test
    void aServerThatGivesUpIsStoppedAndTheNextOneLaunched() throws Exception {
        keeper.start();
        launched.get(0).giveUp();
        await().until(() -> keeper.restarts() == 1);
        assertThat(launched).hasSize(2);
        assertThat(launched.get(0).stops).isEqualTo(1);
        assertThat(launched.get(1).stops).isZero();
    }

    @Test
    void whatAServerSaysWhileItStopsAndWhileTheNextIsLaunchedIsTheSameGivingUp() throws Exception {
        keeper.start();
        FakeServer first = launched.get(0);
        whileStopping = first::giveUp;
        whileLaunching = next -> first.giveUp();
        first.giveUp();
        await().until(() -> keeper.restarts() == 1);
        first.giveUp();
        nothingMoreIsLaunched(2);
    }

    @Test
    void manyThreadsThatGiveUpForOneCauseMakeOneRestart() throws Exception {
        keeper.start();
        Semaphore stopping = new Semaphore(0);
        whileStopping = stopping::acquireUninterruptibly;
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < 20; i++) {
                threads.submit(() -> keeper.gaveUp("the disk is full")).get();
            }
        } finally {
            threads.shutdown();
        }
        stopping.release(100);
        await().until(() -> keeper.restarts() == 1);
        nothingMoreIsLaunched(2);
    }

    @Test
    void aServerThatGivesUpWhileItIsBeingLaunchedIsLaunchedAgain() throws Exception {
        keeper.start();
        whileLaunching = next -> {
            if (launched.size() == 2) {
                next.giveUp();
            }
        };
        launched.get(0).giveUp();
        await().until(() -> keeper.restarts() == 2);
        assertThat(launched.get(1).stops).isEqualTo(1);
        nothingMoreIsLaunched(3);
    }

    @Test
    void launchesThatFailAreTriedAgain() throws Exception {
        keeper.start();
        refusals.set(3);
        launched.get(0).giveUp();
        await().until(() -> keeper.restarts() == 1);
        assertThat(refusals).hasValue(0);
        assertThat(launched).hasSize(2);
    }

    @Test
    void aFirstLaunchThatFailsIsTheCallersAffair() {
        refusals.set(1);
        assertThatThrownBy(keeper::start).isInstanceOf(StreamException.class).hasMessage("no room");
    }

    @Test
    void closingStopsTheServerAndNothingIsLaunchedAfterwards() throws Exception {
        keeper.start();
        FakeServer server = launched.get(0);
        whileStopping = server::giveUp;
        keeper.close();
        assertThat(server.stops).isEqualTo(1);
        nothingMoreIsLaunched(1);
    }

    private void nothingMoreIsLaunched(int servers) {
        await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(10)).until(() -> launched.size() == servers);
    }

    private ServerKeeper.Server launch() throws StreamException {
        if (refusals.get() > 0) {
            refusals.decrementAndGet();
            throw new StreamException("no room");
        }
        FakeServer server = new FakeServer();
        launched.add(server);
        whileLaunching.accept(server);
        return server;
    }

    /** Has a thread of its own from its launch on, as Kafka has. */
    private final class FakeServer implements ServerKeeper.Server {

        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private volatile int stops;

        private FakeServer() {
            onOwnThread(() -> { });
        }

        void giveUp() {
            onOwnThread(() -> keeper.gaveUp("the disk is full"));
        }

        private void onOwnThread(Runnable work) {
            try {
                thread.submit(work).get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop() {
            whileStopping.run();
            stops++;
        }
    }
}
