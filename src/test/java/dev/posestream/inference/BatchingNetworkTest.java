package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchingNetworkTest {

    private final FakeNetwork fake = new FakeNetwork();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private BatchingNetwork network;

    private void open(int workers, int maxBatch, Duration maxWait) {
        network = new BatchingNetwork(fake, workers, maxBatch, maxWait);
    }

    private Future<List<Float>> call(int height, float... firstPixels) {
        return callers.submit(() -> network.run(firstPixels.length, height, 2, (i, pixels) -> {
            Arrays.fill(pixels, 0);
            pixels[0] = firstPixels[i];
        }).stream().map(outputs -> outputs[0][0]).toList());
    }

    private void awaitStarted(int batches) {
        await().until(() -> fake.started.size() == batches);
    }

    @AfterEach
    void close() {
        fake.permits.release(1000);
        if (network != null) {
            network.close();
        }
        callers.shutdownNow();
    }

    @Test
    void whatArrivesWhileAWorkerIsBusyBecomesOneBatch() throws Exception {
        open(1, 8, Duration.ZERO);
        Future<List<Float>> first = call(1, 1);
        awaitStarted(1);
        Future<List<Float>> second = call(1, 2, 3);
        Future<List<Float>> third = call(1, 4);
        await().until(() -> network.waiting() == 3);
        fake.permits.release(2);
        assertThat(first.get()).containsExactly(2f);
        assertThat(second.get()).containsExactly(4f, 6f);
        assertThat(third.get()).containsExactly(8f);
        assertThat(fake.started.get(1).firstPixels()).containsExactlyInAnyOrder(2f, 3f, 4f);
        await().untilAsserted(() -> assertThat(network.stats().items()).isEqualTo(4));
        assertThat(network.stats().batches()).isEqualTo(2);
    }

    @Test
    void noBatchIsLargerThanAllowed() throws Exception {
        open(1, 2, Duration.ZERO);
        Future<List<Float>> all = call(1, 1, 2, 3, 4, 5);
        fake.permits.release(3);
        assertThat(all.get()).containsExactly(2f, 4f, 6f, 8f, 10f);
        assertThat(fake.started).allMatch(batch -> batch.firstPixels().size() <= 2);
    }

    @Test
    void idleWorkersShareWhatArrivesAtOnce() {
        open(2, 8, Duration.ZERO);
        await().until(() -> network.idle() == 2);
        call(1, 1, 2, 3, 4);
        awaitStarted(2);
        assertThat(fake.started).allMatch(batch -> batch.firstPixels().size() == 2);
    }

    @Test
    void picturesOfUnequalSizeAreNotMixed() throws Exception {
        open(1, 8, Duration.ZERO);
        call(1, 1);
        awaitStarted(1);
        Future<List<Float>> low = call(1, 2);
        await().until(() -> network.waiting() == 1);
        Future<List<Float>> high = call(5, 3);
        await().until(() -> network.waiting() == 2);
        fake.permits.release(3);
        assertThat(low.get()).containsExactly(4f);
        assertThat(high.get()).containsExactly(6f);
        assertThat(fake.started.get(2)).isEqualTo(new FakeNetwork.Batch(List.of(3f), 5, 2));
    }

    @Test
    void aWorkerWaitsForSomebodyWhoIsStillPreparing() throws Exception {
        open(1, 8, Duration.ofSeconds(30));
        CountDownLatch preparing = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        Future<?> slow = callers.submit(() -> network.run(1, 1, 2, (i, pixels) -> {
            preparing.countDown();
            awaitUnchecked(ready);
            pixels[0] = 2;
        }));
        preparing.await();
        Future<List<Float>> quick = call(1, 1);
        await().until(() -> network.waiting() == 1);
        ready.countDown();
        fake.permits.release(1);
        slow.get();
        quick.get();
        assertThat(fake.started).hasSize(1);
    }

    @Test
    void whoIsAloneDoesNotWait() throws Exception {
        open(1, 8, Duration.ofDays(1));
        fake.permits.release(1);
        assertThat(call(1, 7).get()).containsExactly(14f);
    }

    @Test
    void aFailedBatchFailsItsCallersAndNobodyElse() throws Exception {
        open(1, 8, Duration.ZERO);
        fake.permits.release(3);
        assertThatThrownBy(() -> call(1, FakeNetwork.POISON).get()).isInstanceOf(ExecutionException.class)
                .cause().isInstanceOf(InferenceException.class)
                .hasMessageContaining("network fake failed on a batch of 1 pictures of 2x1: poison");
        assertThat(call(1, 3).get()).containsExactly(6f);
        assertThat(network.stats().failedItems()).isEqualTo(1);
    }

    @Test
    void whoCannotPrepareHoldsNobodyUp() throws Exception {
        open(1, 8, Duration.ofDays(1));
        assertThatThrownBy(() -> network.run(1, 1, 2, (i, pixels) -> {
            throw new IllegalStateException("no picture");
        })).hasMessage("no picture");
        fake.permits.release(1);
        assertThat(call(1, 1).get()).containsExactly(2f);
    }

    @Test
    void closingFailsWhatWaitsAndFreesTheNetwork() throws Exception {
        open(1, 1, Duration.ZERO);
        Future<List<Float>> running = call(1, 1);
        awaitStarted(1);
        Future<List<Float>> waiting = call(1, 2);
        await().until(() -> network.waiting() == 1);
        Future<?> closing = callers.submit(network::close);
        assertThatThrownBy(waiting::get).hasRootCauseInstanceOf(CancellationException.class).hasRootCauseMessage("network fake is closed");
        fake.permits.release(1);
        assertThat(running.get()).containsExactly(2f);
        closing.get();
        assertThat(fake.openRunners).isZero();
        assertThat(fake.closed).isTrue();
        assertThatThrownBy(() -> call(1, 1).get()).hasRootCauseMessage("network fake is closed");
    }

    @Test
    void whatWasOpenedIsClosedWhenAWorkerCannotBeStarted() {
        fake.maxRunners = 2;
        assertThatThrownBy(() -> open(3, 1, Duration.ZERO)).hasMessage("no memory for another runner");
        assertThat(fake.openRunners).isZero();
        assertThat(fake.closed).isTrue();
    }

    @Test
    void anInterruptedCallerSaysSo() {
        open(1, 1, Duration.ZERO);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> network.run(1, 1, 2, (i, pixels) -> { })).isInstanceOf(CancellationException.class)
                .hasMessage("interrupted while waiting for network fake");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
