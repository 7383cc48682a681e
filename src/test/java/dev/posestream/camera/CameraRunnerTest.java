package dev.posestream.camera;

import static dev.posestream.camera.CameraState.CONNECTING;
import static dev.posestream.camera.CameraState.ENDED;
import static dev.posestream.camera.CameraState.FAILED;
import static dev.posestream.camera.CameraState.LIVE;
import static dev.posestream.camera.CameraState.STALLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CameraRunnerTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private final CollectingSink sink = new CollectingSink();
    private final List<FakeSource> made = new CopyOnWriteArrayList<>();
    private final List<CameraRunner> runners = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopAll() {
        runners.forEach(CameraRunner::close);
        made.forEach(FakeSource::letGo);
    }

    private CameraRunner run(CameraSettings settings, FrameSink sink, Supplier<FakeSource> factory) {
        CameraSources sources = new CameraSources(Map.of("fake", camera -> {
            FakeSource source = factory.get();
            made.add(source);
            return source;
        }));
        return started(new CameraRunner(new Camera("lobby", "fake://u:geheim@host/1", settings), sources, sink, FileFailure.ENDS, quickly()));
    }

    private CameraRunner runFile(Path path, CameraSettings settings) {
        return started(new CameraRunner(new Camera("clip", path.toString(), settings), new CameraSources(Map.of()), sink, FileFailure.ENDS, quickly()));
    }

    private CameraRunner started(CameraRunner runner) {
        runners.add(runner);
        runner.start();
        return runner;
    }

    private static Backoff quickly() {
        return new Backoff(Duration.ofMillis(20), Duration.ofMillis(50), new Random(1));
    }

    @Test
    void numbersTheFramesOfASessionWithoutHoles() {
        run(Sources.timeout(SHORT), sink, SlowSource::new);
        await().until(() -> sink.frames.size() >= 50);
        List<Frame> frames = List.copyOf(sink.frames).subList(0, 50);
        assertThat(frames).extracting(Frame::seq).containsExactlyElementsOf(LongStream.range(0, 50).boxed().toList());
        assertThat(frames).extracting(Frame::session).containsOnly(frames.get(0).session());
        assertThat(frames).extracting(Frame::camera).containsOnly("lobby");
        assertThat(frames).allSatisfy(frame -> assertThat(frame.replayedUs()).isEmpty());
        await().until(() -> sink.state() == LIVE);
        assertThat(sink.states()).containsExactly(CONNECTING, LIVE);
    }

    @Test
    void publishesItsStatusAlsoWhenNothingChanges() {
        run(Sources.timeout(SHORT), sink, SlowSource::new);
        await().until(() -> sink.statuses.stream().filter(status -> status.state() == LIVE).count() >= 2);
        CameraStatus status = sink.lastStatus();
        assertThat(status.fps()).isPositive();
        assertThat(status.frames()).isPositive();
        assertThat(status.detail()).isEmpty();
        assertThat(status.session()).isEqualTo(sink.frames.get(0).session());
    }

    @Test
    void aCameraThatFailsIsTriedAgainInANewSession() {
        run(Sources.timeout(SHORT), sink, () -> new FakeSource() {
            private int left = 3;

            @Override
            public Optional<Picture> read() throws CameraException {
                if (left-- == 0) {
                    throw new CameraException("fake://u:geheim@host/1: the cable was pulled");
                }
                return super.read();
            }
        });
        await().until(() -> sink.frames.size() >= 9);
        assertThat(List.copyOf(sink.frames).subList(0, 9)).extracting(Frame::seq).containsExactly(0L, 1L, 2L, 0L, 1L, 2L, 0L, 1L, 2L);
        assertThat(List.copyOf(sink.frames).subList(0, 9)).extracting(Frame::session).doesNotContainNull();
        assertThat(sink.frames.get(0).session()).isNotEqualTo(sink.frames.get(3).session());
        CameraStatus failed = sink.statuses.stream().filter(status -> status.state() == FAILED).findFirst().orElseThrow();
        assertThat(failed.detail()).matches(".*the cable was pulled; trying again in 0\\.\\d s");
        await().until(() -> sink.lastStatus().reconnects() >= 2);
        await().until(() -> made.get(0).closed.get() > 0);
    }

    @Test
    void aSourceThatIgnoresEverythingIsLeftBehind() {
        run(Sources.timeout(SHORT), sink, () -> new FakeSource() {
            private int left = 3;

            @Override
            public Optional<Picture> read() throws CameraException {
                if (made.size() == 1 && left-- == 0) {
                    hang();
                }
                return super.read();
            }
        });
        await().until(() -> made.size() == 2 && sink.state() == LIVE && sink.frames.size() > 3);
        assertThat(sink.states()).startsWith(CONNECTING, LIVE, STALLED, CONNECTING, LIVE);
        assertThat(made.get(0).aborted).isTrue();
        assertThat(made.get(0).closed).hasValue(0);

        made.get(0).letGo();
        await().until(() -> made.get(0).closed.get() > 0);
        String firstSession = sink.frames.get(0).session();
        assertThat(sink.frames).filteredOn(frame -> frame.session().equals(firstSession)).hasSize(3);
    }

    @Test
    void leavesBehindNoMoreThanAFewThreads() {
        run(Sources.timeout(Duration.ofMillis(60)), sink, () -> new FakeSource() {
            @Override
            public void open() {
                hang();
            }
        });
        await().until(() -> !sink.statuses.isEmpty() && sink.lastStatus().detail().contains("4 attempts hang"));
        assertThat(sink.state()).isEqualTo(STALLED);
        assertThat(made).hasSize(CameraRunner.MAX_ABANDONED);

        made.get(2).letGo();
        await().until(() -> made.size() == CameraRunner.MAX_ABANDONED + 1);
    }

    @Test
    void closesSoonAlsoWhenTheSourceHangs() {
        CameraRunner runner = run(Sources.timeout(Duration.ofHours(1)), sink, () -> new FakeSource() {
            @Override
            public void open() {
                hang();
            }
        });
        await().until(() -> made.size() == 1);
        runner.close();
        await().atMost(5, TimeUnit.SECONDS).until(() -> runner.outcome().isDone());
        assertThat(runner.outcome().join().result()).isEqualTo(CameraOutcome.Result.CLOSED);
        assertThat(sink.state()).isEqualTo(ENDED);
    }

    @Test
    void aWaitForThePicturesTimeIsNoSilence() {
        run(Sources.timeout(Duration.ofMillis(100)), sink, () -> new FakeSource() {
            private final Pace pace = new Pace();
            private int left = 1;

            @Override
            public Optional<Picture> read() throws CameraException {
                if (left-- == 0) {
                    pace.waitUntil(WallClock.nowUs() + 1_000_000);
                }
                return super.read();
            }

            @Override
            public boolean pausing() {
                return pace.waiting();
            }
        });
        await().until(() -> sink.frames.size() > 3);
        assertThat(sink.states()).doesNotContain(STALLED);
        assertThat(made).hasSize(1);
    }

    @Test
    void aSinkThatTakesItsTimeIsNoSilence() {
        CollectingSink slow = new CollectingSink() {
            @Override
            public boolean accept(Frame frame) throws InterruptedException {
                new java.util.concurrent.CountDownLatch(1).await(700, TimeUnit.MILLISECONDS);
                return super.accept(frame);
            }
        };
        run(Sources.timeout(Duration.ofMillis(100)).withReplay(true), slow, () -> {
            FakeSource source = new FakeSource();
            source.replaying = true;
            return source;
        });
        await().until(() -> slow.frames.size() >= 2);
        assertThat(slow.states()).doesNotContain(STALLED);
        assertThat(made).hasSize(1);
        assertThat(slow.frames).allSatisfy(frame -> assertThat(frame.replayedUs()).isPresent());
    }

    @Test
    void aFrameRateCapBelowTheTimeoutIsNoSilence() {
        CameraSettings d = CameraSettings.DEFAULT;
        run(new CameraSettings(1, 0, 80, Duration.ofMillis(100), d.transport(), false, false, 1), sink, () -> new FakeSource() {
            @Override
            public Optional<Picture> read() throws CameraException {
                new Pace().waitUntil(WallClock.nowUs() + 600_000);
                return super.read();
            }
        });
        await().until(() -> sink.frames.size() >= 3);
        assertThat(sink.states()).doesNotContain(STALLED);
    }

    @Test
    void tellsWhatTheSinkHasLostAndGivesTheNumberOfALostFrameToTheNext() {
        CollectingSink full = new CollectingSink() {
            private volatile int calls;

            @Override
            public boolean accept(Frame frame) throws InterruptedException {
                return calls++ % 2 == 0 && super.accept(frame);
            }

            @Override
            public long lost(String camera) {
                assertThat(camera).isEqualTo("lobby");
                return calls / 2;
            }
        };
        run(Sources.timeout(SHORT), full, SlowSource::new);
        await().until(() -> full.frames.size() >= 5 && full.lastStatus().lost() >= 4);
        assertThat(List.copyOf(full.frames).subList(0, 5)).extracting(Frame::seq).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void aBrokenSourceOrSinkDoesNotEndTheRun() {
        run(Sources.timeout(SHORT), sink, () -> {
            if (made.isEmpty()) {
                made.add(new FakeSource());
                throw new IllegalStateException("no more memory on fake://u:geheim@host/1");
            }
            return new SlowSource();
        });
        await().until(() -> sink.state() == LIVE);
        assertThat(sink.states()).containsExactly(CONNECTING, FAILED, CONNECTING, LIVE);
    }

    @Test
    void noStatusHoldsAPassword() {
        run(Sources.timeout(SHORT), sink, () -> new FakeSource() {
            @Override
            public void open() {
                throw new IllegalStateException("can't open fake://u:geheim@host/1?token=geheim");
            }
        });
        await().until(() -> sink.statuses.size() > 4);
        assertThat(sink.statuses).allSatisfy(status -> assertThat(status.toString()).doesNotContain("geheim"));
    }

    @Test
    void aFileIsPlayedOnceAndEndsTheRun() {
        Path path = TestClip.write(folder.resolve("clip.mp4"), TestClip.Codec.H264, 12);
        CameraRunner runner = runFile(path, Sources.replay());
        CameraOutcome outcome = runner.outcome().orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(outcome).isEqualTo(new CameraOutcome(CameraOutcome.Result.COMPLETED, ""));
        assertThat(sink.frames).extracting(frame -> TestPattern.number(frame.picture())).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(sink.state()).isEqualTo(ENDED);
        assertThat(sink.lastStatus().frames()).isEqualTo(12);
    }

    @Test
    void aFileThatCanNotBePlayedEndsTheRunWithItsReason() {
        CameraOutcome outcome = runFile(folder.resolve("missing.mp4"), Sources.replay()).outcome().orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(outcome.result()).isEqualTo(CameraOutcome.Result.FAILED);
        assertThat(outcome.detail()).contains("no such file").contains("missing.mp4");
        assertThat(sink.states()).containsExactly(CONNECTING, FAILED);
    }

    @Test
    void aFileThatComesLateIsPlayedWhereFilesAreTriedAgain() {
        Path path = folder.resolve("late.mp4");
        CameraRunner runner = started(new CameraRunner(new Camera("clip", path.toString(), Sources.replay()), new CameraSources(Map.of()), sink,
                FileFailure.TRIED_AGAIN, quickly()));
        await().until(() -> sink.states().contains(FAILED));
        TestClip.write(path, TestClip.Codec.H264, 12);
        assertThat(runner.outcome().orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(new CameraOutcome(CameraOutcome.Result.COMPLETED, ""));
    }

    @Test
    void refusesAnAddressOfNoKnownKindAtOnce() {
        Camera camera = new Camera("lobby", "gopher://host/1", CameraSettings.DEFAULT);
        assertThatThrownBy(() -> new CameraRunner(camera, new CameraSources(Map.of()), sink)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gopher://host/1");
    }

    /** A hundred pictures a second, so that a test's lists stay small. */
    private static final class SlowSource extends FakeSource {
        @Override
        public Optional<Picture> read() throws CameraException {
            new Pace().waitUntil(WallClock.nowUs() + 10_000);
            return super.read();
        }
    }
}
