package dev.posestream.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link CameraSource} keeps to. */
public abstract class CameraSourceContract {

    /** A source of at least five pictures, not open. */
    protected abstract CameraSource source() throws Exception;

    @Test
    void givesPicturesInOrderOfTime() throws Exception {
        List<Picture> pictures = Sources.read(source(), 5);
        assertThat(pictures).hasSize(5);
        assertThat(pictures).extracting(Picture::capturedUs).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void saysTheSizeOfItsJpegs() throws Exception {
        for (Picture picture : Sources.read(source(), 2)) {
            BufferedImage image = TestPattern.image(picture);
            assertThat(image.getWidth()).isEqualTo(picture.width()).isPositive();
            assertThat(image.getHeight()).isEqualTo(picture.height()).isPositive();
        }
    }

    @Test
    void timesAreOfToday() throws Exception {
        long before = WallClock.nowUs();
        List<Picture> pictures = Sources.read(source(), 1);
        assertThat(pictures.get(0).capturedUs()).isGreaterThanOrEqualTo(before - 1_000).isLessThan(before + 60_000_000);
    }

    @Test
    void mayBeClosedAtAnyTimeAndTwice() throws Exception {
        source().close();
        CameraSource source = source();
        source.open();
        source.read();
        source.close();
        source.close();
    }

    @Test
    void endsAfterAnAbort() throws Exception {
        try (CameraSource source = source()) {
            source.open();
            source.read();
            source.abort();
            assertThatThrownBy(() -> {
                while (source.read().isPresent()) {
                    // What was under way may still come.
                }
            }).isInstanceOf(CameraException.class);
        }
    }

    @Test
    void isAbortedBeforeItIsOpened() throws Exception {
        try (CameraSource source = source()) {
            source.abort();
            assertThatThrownBy(() -> {
                source.open();
                source.read();
            }).isInstanceOf(CameraException.class);
        }
    }

    @Test
    void isAbortedByAnotherThread() throws Exception {
        CameraSource source = source();
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> Sources.drainQuietly(source));
        source.abort();
        ended.get(10, TimeUnit.SECONDS);
    }
}
