package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.pose.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PersonDetector} must keep to. */
abstract class PersonDetectorContract {

    private static final Box FIGURE = new Box(120, 40, 80, 240);

    private PersonDetector detector;

    /** A fresh one; the contract closes it. */
    protected abstract PersonDetector open(double leastScore) throws Exception;

    @BeforeEach
    void openDetector() throws Exception {
        detector = open(0.3);
    }

    @AfterEach
    void closeDetector() {
        detector.close();
    }

    @Test
    void detectionsLieInsideTheImageBestFirst() throws Exception {
        try (PersonDetector eager = open(0.01); Image image = Image.decode(TestPictures.figure("png"))) {
            List<Detection> found = eager.detect(image);
            assertThat(found).isNotEmpty().isSortedAccordingTo(Comparator.comparingDouble(Detection::score).reversed());
            assertThat(found).allSatisfy(detection -> {
                assertThat(detection.box()).isEqualTo(detection.box().clippedTo(image.width(), image.height()));
                assertThat(detection.box().area()).isPositive();
                assertThat(detection.score()).isBetween(0.0, 1.0);
            });
        }
    }

    @Test
    void aDrawnFigureIsWhatLooksMostLikeAPerson() throws Exception {
        try (PersonDetector eager = open(0.01); Image image = Image.decode(TestPictures.figure("png"))) {
            assertThat(eager.detect(image).get(0).box().iou(FIGURE)).isGreaterThan(0.7);
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
        try (PersonDetector eager = open(0.05);
             Image image = Image.decode(TestPictures.figure("png"));
             Image other = Image.decode(TestPictures.textured(90, 240, "png"))) {
            List<Detection> expected = eager.detect(image);
            List<Detection> otherExpected = eager.detect(other);
            List<Future<List<Detection>>> found = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Image mine = i % 3 == 2 ? other : image;
                found.add(threads.submit(() -> eager.detect(mine)));
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
            assertThatThrownBy(() -> detector.detect(image)).isInstanceOf(CancellationException.class).hasMessageContaining("is closed");
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
