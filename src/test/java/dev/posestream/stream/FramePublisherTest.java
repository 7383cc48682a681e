package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.posestream.camera.Frame;
import dev.posestream.camera.Picture;
import dev.posestream.testing.BrokerWithTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramePublisherTest {

    private static final int WINDOW = 3;

    @TempDir
    Path folder;

    private final AtomicBoolean room = new AtomicBoolean(true);
    private BrokerWithTopics broker;
    private AnalysisProgress progress;
    private FramePublisher publisher;

    @BeforeEach
    void open() throws Exception {
        broker = BrokerWithTopics.in(folder);
        KafkaConnection connection = broker.connection();
        progress = new AnalysisProgress(connection, "nobody", WINDOW);
        publisher = new FramePublisher(connection, Topics.DEFAULT, TopicSettings.DEFAULT, room::get, progress);
    }

    @AfterEach
    void close() {
        publisher.close();
        progress.close();
        broker.close();
    }

    @Test
    void framesGoOutAndAreCounted() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(publisher.accept(frame(i, 100, OptionalLong.empty()))).isTrue();
        }
        await().untilAsserted(() -> assertThat(publisher.published("lobby")).isEqualTo(10));
        assertThat(publisher.lost("lobby")).isZero();
        assertThat(publisher.healthy()).isTrue();
    }

    @Test
    void aNearlyFullDiskCostsFramesWhichAreCountedAndThenItGoesOn() throws Exception {
        room.set(false);
        assertThat(publisher.accept(frame(0, 100, OptionalLong.empty()))).isFalse();
        assertThat(publisher.lost("lobby")).isEqualTo(1);
        assertThat(publisher.healthy()).isFalse();
        room.set(true);
        assertThat(publisher.accept(frame(1, 100, OptionalLong.empty()))).isTrue();
        await().untilAsserted(() -> assertThat(publisher.healthy()).isTrue());
    }

    @Test
    void aFrameOverTheLimitIsLostAndTheNextIsNot() throws Exception {
        assertThat(publisher.accept(frame(0, TopicSettings.DEFAULT.maxFrameBytes() + 1, OptionalLong.empty()))).isFalse();
        assertThat(publisher.accept(frame(1, 100, OptionalLong.empty()))).isTrue();
        await().untilAsserted(() -> assertThat(publisher.published("lobby")).isEqualTo(1));
        assertThat(publisher.lost("lobby")).isEqualTo(1);
    }

    @Test
    void aReplayWaitsForTheAnalysisAfterAWindow() throws Exception {
        for (int i = 0; i < WINDOW; i++) {
            publisher.accept(frame(i, 100, OptionalLong.of(1)));
        }
        await().untilAsserted(() -> assertThat(publisher.published("lobby")).isEqualTo(WINDOW));
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                next.complete(publisher.accept(frame(WINDOW, 100, OptionalLong.of(1))));
            } catch (InterruptedException e) {
                next.cancel(false);
            }
        });
        reader.start();
        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(5)).until(() -> !next.isDone());
        reader.interrupt();
        reader.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(next.isCancelled()).isTrue();
    }

    private static Frame frame(long seq, int bytes, OptionalLong replayedUs) {
        return new Frame("lobby", "s", seq, new Picture(0, System.currentTimeMillis() * 1000, 4, 4, new byte[bytes]), 1, replayedUs);
    }
}
