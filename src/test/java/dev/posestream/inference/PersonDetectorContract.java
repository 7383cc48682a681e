package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PersonDetector} must keep to. */
abstract class PersonDetectorContract {

    private PersonDetector detector;

    /** A fresh one that finds something in the drawn figure; the contract closes it. */
    protected abstract PersonDetector open() throws Exception;

    @BeforeEach
    void openDetector() throws Exception {
        detector = open();
    }

    @AfterEach
    void closeDetector() {
        detector.close();
    }

    @Test
    void detectionsLieInsideTheImageBestFirst() throws Exception {
        try (Image image = Image.decode(TestPictures.figure("png"))) {
            List<Detection> found = detector.detect(image);
            assertThat(found).isNotEmpty().isSortedAccordingTo(Comparator.comparingDouble(Detection::score).reversed());
            assertThat(found).allSatisfy(detection -> {
                assertThat(detection.box()).isEqualTo(detection.box().clippedTo(image.width(), image.height()));
                assertThat(detection.box().area()).isPositive();
                assertThat(detection.score()).isBetween(0.0, 1.0);
            });
        }
    }

    @Test
    void anEmptyWallHoldsNobody() throws Exception {
        try (Image image = Image.decode(TestPictures.plain(200, 100, "png"))) {
            assertThat(detector.detect(image)).isEmpty();
        }
    }

    @Test
    void theSmallestAndTheLongestImagesAreTaken() throws Exception {
        for (int[] size : new int[][] {{1, 1}, {2000, 1}, {1, 2000}}) {
            try (Image image = Image.decode(TestPictures.plain(size[0], size[1], "png"))) {
                assertThat(detector.detect(image)).allSatisfy(d -> assertThat(d.box().area()).isPositive());
            }
        }
    }

    @Test
    void manyThreadsAtOnceGetWhatTheyWouldGetAlone() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Image image = Image.decode(TestPictures.figure("png")); Image other = Image.decode(TestPictures.textured(90, 240, "png"))) {
            List<Detection> expected = detector.detect(image);
            List<Detection> otherExpected = detector.detect(other);
            List<Future<List<Detection>>> found = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Image mine = i % 3 == 2 ? other : image;
                found.add(threads.submit(() -> detector.detect(mine)));
            }
            for (int i = 0; i < 6; i++) {
                assertSame(i % 3 == 2 ? otherExpected : expected, found.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aClosedOneSaysSo() throws Exception {
        detector.close();
        detector.close();
        try (Image image = Image.decode(TestPictures.plain(8, 8, "png"))) {
            assertThatThrownBy(() -> detector.detect(image)).isInstanceOf(InferenceException.class).hasMessageContaining("is closed");
        }
    }

    private static void assertSame(List<Detection> expected, List<Detection> found) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-4));
            assertThat(found.get(i).box().iou(expected.get(i).box())).isGreaterThan(0.999);
        }
    }
}
