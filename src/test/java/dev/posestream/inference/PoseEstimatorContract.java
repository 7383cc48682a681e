package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PoseEstimator} must keep to. */
abstract class PoseEstimatorContract {

    private static final Box FIGURE = new Box(120, 40, 80, 240);

    private PoseEstimator estimator;

    /** A fresh one; the contract closes it. */
    protected abstract PoseEstimator open() throws Exception;

    @BeforeEach
    void openEstimator() throws Exception {
        estimator = open();
    }

    @AfterEach
    void closeEstimator() {
        estimator.close();
    }

    @Test
    void nobodyGivesNothing() throws Exception {
        try (Image image = Image.decode(TestPictures.figure("png"))) {
            assertThat(estimator.estimate(image, List.of())).isEmpty();
        }
    }

    @Test
    void severalPeopleGiveWhatEachGivesAlone() throws Exception {
        List<Box> people = List.of(FIGURE, new Box(-40, -30, 200, 200), new Box(250, 200, 300, 400), new Box(10, 10, 0, 0),
                new Box(500, 500, 50, 80));
        try (Image image = Image.decode(TestPictures.figure("png"))) {
            List<List<Keypoint>> together = estimator.estimate(image, people);
            assertThat(together).hasSameSizeAs(people);
            for (int i = 0; i < people.size(); i++) {
                assertThat(together.get(i)).hasSize(estimator.skeleton().size());
                assertSame(estimator.estimate(image, List.of(people.get(i))).get(0), together.get(i));
            }
        }
    }

    @Test
    void keypointsLieInOrNearTheBox() throws Exception {
        try (Image image = Image.decode(TestPictures.figure("png"))) {
            double reach = 0.5 * estimator.model().padding() * FIGURE.height() + 1;
            assertThat(estimator.estimate(image, List.of(FIGURE)).get(0)).allSatisfy(keypoint -> {
                assertThat(keypoint.x()).isCloseTo(FIGURE.centerX(), within(reach));
                assertThat(keypoint.y()).isCloseTo(FIGURE.centerY(), within(reach));
            });
        }
    }

    @Test
    void anImageOfOnePixelGivesAPose() throws Exception {
        try (Image image = Image.decode(TestPictures.plain(1, 1, "png"))) {
            assertThat(estimator.estimate(image, List.of(new Box(0, 0, 1, 1)))).hasSize(1);
        }
    }

    @Test
    void manyThreadsAtOnceGetWhatTheyWouldGetAlone() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Image image = Image.decode(TestPictures.figure("png"))) {
            List<List<Keypoint>> expected = new ArrayList<>();
            List<Future<List<List<Keypoint>>>> found = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Box box = new Box(20.0 * i, 10.0 * i, 100 + 10.0 * i, 200);
                expected.add(estimator.estimate(image, List.of(box)).get(0));
                found.add(threads.submit(() -> estimator.estimate(image, List.of(box, box))));
            }
            for (int i = 0; i < found.size(); i++) {
                assertSame(expected.get(i), found.get(i).get().get(0));
                assertSame(expected.get(i), found.get(i).get().get(1));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aClosedOneSaysSo() throws Exception {
        estimator.close();
        estimator.close();
        try (Image image = Image.decode(TestPictures.plain(8, 8, "png"))) {
            assertThatThrownBy(() -> estimator.estimate(image, List.of(new Box(0, 0, 8, 8))))
                    .isInstanceOf(CancellationException.class).hasMessageContaining("is closed");
        }
    }

    private static void assertSame(List<Keypoint> expected, List<Keypoint> found) {
        for (int k = 0; k < expected.size(); k++) {
            assertThat(found.get(k).x()).isCloseTo(expected.get(k).x(), within(1e-4));
            assertThat(found.get(k).y()).isCloseTo(expected.get(k).y(), within(1e-4));
            assertThat(found.get(k).score()).isCloseTo(expected.get(k).score(), within(1e-4));
        }
    }
}
