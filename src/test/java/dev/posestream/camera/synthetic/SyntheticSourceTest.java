package dev.posestream.camera.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraException;
import dev.posestream.camera.CameraSettings;
import dev.posestream.camera.Picture;
import dev.posestream.pose.Keypoint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SyntheticSourceTest {

    private static final CameraSettings LIVE = CameraSettings.DEFAULT;
    private static final CameraSettings REPLAY = LIVE.withReplay(true);
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.000250Z");
    private static final long START_US = 1_772_366_400_000_250L;

    @Test
    void replayGivesEveryFrameWithTimesThatFollowFromItsNumber() throws CameraException {
        List<Picture> pictures = all("synthetic:?frames=4&fps=30&width=320&height=180", REPLAY);
        assertThat(pictures).extracting(Picture::ptsUs).containsExactly(0L, 33_333L, 66_667L, 100_000L);
        assertThat(pictures).extracting(Picture::capturedUs)
                .containsExactly(START_US, START_US + 33_333, START_US + 66_667, START_US + 100_000);
    }

    @Test
    void liveFramesHaveTimesOfTheirGridAndNeverRepeat() throws CameraException {
        List<Picture> pictures = all("synthetic:?frames=4&fps=100&width=64&height=64", LIVE);
        assertThat(pictures).hasSize(4).allSatisfy(p -> {
            assertThat(p.ptsUs() % 10_000).isZero();
            assertThat(p.capturedUs()).isEqualTo(START_US + p.ptsUs());
        });
        assertThat(pictures).extracting(Picture::ptsUs).doesNotHaveDuplicates().isSorted().startsWith(0L);
    }

    @Test
    void secondsEndTheSourceInTheScenesTime() throws CameraException {
        assertThat(all("synthetic:?seconds=0.5&fps=10&width=64&height=64", REPLAY)).hasSize(5);
    }

    @Test
    void anEndedSourceStaysEnded() throws CameraException {
        try (SyntheticSource source = source("synthetic:?frames=1&width=64&height=64", REPLAY)) {
            source.open();
            assertThat(source.read()).isPresent();
            assertThat(source.read()).isEmpty();
            assertThat(source.read()).isEmpty();
        }
    }

    @Test
    void capsOfTheSettingsHoldForPicturesAndTruth() throws CameraException, IOException {
        CameraSettings capped = new CameraSettings(5, 320, 80, Duration.ofSeconds(5), CameraSettings.RtspTransport.TCP, true, false, 1);
        try (SyntheticSource source = source("synthetic:?fps=30", capped)) {
            source.open();
            source.read();
            Picture second = source.read().orElseThrow();
            assertThat(second.ptsUs()).isEqualTo(200_000);
            assertThat(second.width()).isEqualTo(320);
            assertThat(second.height()).isEqualTo(180);
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(second.jpeg()));
            assertThat(image.getWidth()).isEqualTo(320);
            assertThat(image.getHeight()).isEqualTo(180);
            assertThat(source.scene().options().width()).isEqualTo(320);
        }
    }

    @Test
    void aHigherQualityMakesMoreBytes() throws CameraException {
        CameraSettings fine = new CameraSettings(0, 0, 95, Duration.ofSeconds(5), CameraSettings.RtspTransport.TCP, true, false, 1);
        CameraSettings coarse = new CameraSettings(0, 0, 30, Duration.ofSeconds(5), CameraSettings.RtspTransport.TCP, true, false, 1);
        String address = "synthetic:?frames=1&width=320&height=180";
        assertThat(all(address, fine).get(0).jpeg().length).isGreaterThan(all(address, coarse).get(0).jpeg().length);
    }

    @Test
    void theSamePicturesComeAgain() throws CameraException {
        String address = "synthetic:?frames=3&fps=2&width=320&height=180&seed=9";
        List<Picture> once = all(address, REPLAY);
        List<Picture> again = all(address, REPLAY);
        for (int i = 0; i < once.size(); i++) {
            assertThat(again.get(i).jpeg()).isEqualTo(once.get(i).jpeg());
        }
    }

    @Test
    void everyJointThatShouldBeSeenIsPainted() throws CameraException, IOException {
        BufferedImage room = image(all("synthetic:?scene=empty&frames=1", REPLAY).get(0));
        int joints = 0;
        try (SyntheticSource source = source("synthetic:?scene=mixed&people=3&fps=0.5&seed=11&frames=8", REPLAY)) {
            source.open();
            for (Optional<Picture> next = source.read(); next.isPresent(); next = source.read()) {
                BufferedImage image = image(next.get());
                List<GroundTruth> people = source.scene().at(next.get().ptsUs());
                for (GroundTruth person : people) {
                    for (int k = 0; k < 17; k++) {
                        if (person.visibility().get(k) == Visibility.VISIBLE) {
                            assertThat(differs(image, room, person.keypoints().get(k))).as("%s of %s at %d µs", k, person, next.get().ptsUs()).isTrue();
                            joints++;
                        }
                    }
                }
                assertThat(differs(image, room, new Keypoint(20, 20, 1)) && people.stream().noneMatch(p -> p.box().x() < 24)).isFalse();
            }
        }
        assertThat(joints).isGreaterThan(100);
    }

    @Test
    void abortEndsAReadThatWaits() throws Exception {
        try (SyntheticSource source = source("synthetic:?fps=0.0001&width=64&height=64", LIVE)) {
            source.open();
            source.read();
            AtomicReference<Thread> reader = new AtomicReference<>();
            CompletableFuture<Optional<Picture>> read = CompletableFuture.supplyAsync(() -> {
                reader.set(Thread.currentThread());
                try {
                    return source.read();
                } catch (CameraException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> reader.get() != null && reader.get().getState() == Thread.State.TIMED_WAITING);
            source.abort();
            assertThatThrownBy(read::get).isInstanceOf(ExecutionException.class).hasRootCauseInstanceOf(CameraException.class)
                    .hasStackTraceContaining("lobby");
            assertThatThrownBy(source::read).isInstanceOf(CameraException.class);
        }
    }

    @Test
    void readingBeforeOpeningAndAfterClosingIsAnError() throws CameraException {
        SyntheticSource source = source("synthetic:", REPLAY);
        assertThatThrownBy(source::read).isInstanceOf(CameraException.class).hasMessageContaining("lobby");
        source.open();
        source.close();
        source.close();
        assertThatThrownBy(source::read).isInstanceOf(CameraException.class);
    }

    @Test
    void aWrongOptionIsRefusedAtOnce() {
        assertThatThrownBy(() -> source("synthetic:?speed=3", LIVE)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("speed");
    }

    private static boolean differs(BufferedImage image, BufferedImage room, Keypoint at) {
        for (int y = (int) at.y() - 4; y <= at.y() + 4; y++) {
            for (int x = (int) at.x() - 4; x <= at.x() + 4; x++) {
                if (x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight() && distance(image.getRGB(x, y), room.getRGB(x, y)) > 40) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int distance(int a, int b) {
        return Math.abs((a >> 16 & 255) - (b >> 16 & 255)) + Math.abs((a >> 8 & 255) - (b >> 8 & 255)) + Math.abs((a & 255) - (b & 255));
    }

    private static BufferedImage image(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.jpeg()));
    }

    private static List<Picture> all(String address, CameraSettings settings) throws CameraException {
        try (SyntheticSource source = source(address, settings)) {
            source.open();
            List<Picture> pictures = new ArrayList<>();
            for (Optional<Picture> next = source.read(); next.isPresent(); next = source.read()) {
                pictures.add(next.get());
            }
            return pictures;
        }
    }

    private static SyntheticSource source(String address, CameraSettings settings) {
        return new SyntheticSource(new Camera("lobby", address, settings), new JpegImageEncoder(settings.jpegQuality()), Clock.fixed(START, ZoneOffset.UTC));
    }
}
