package dev.posestream.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.posestream.analysis.Admission.Verdict;
import dev.posestream.analysis.SimulatedWorker.Network;
import dev.posestream.analysis.SimulatedWorker.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock of its own: cameras, queues, threads and a network of known cost. Times are seconds, rates frames a second. */
class FairShareTest {

    private static final Duration MAX_AGE = Duration.ofSeconds(2);
    /** The share is 5 % above what was measured, so who is not alone in a queue gets a little less. */
    private static final Offset<Double> FEW_PERCENT = within(0.08);
    private static final double END = 100;
    private static final double SETTLED = 20;

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 4, 10})
    void aCameraAloneInItsQueueGetsNoMoreThanOneOfFive(double load) {
        double capacity = 60 / load;
        SimulatedWorker worker = new SimulatedWorker(MAX_AGE, 2, Network.COMMON, 1 / capacity).camera("lone", 0, 10, 0, END);
        for (int i = 0; i < 5; i++) {
            worker.camera("crowded" + i, 1, 10, 0, END);
        }
        worker.run(0, END);
        for (String camera : List.of("lone", "crowded0", "crowded4")) {
            assertThat(worker.rate(camera, SETTLED, 90) / (capacity / 6)).as(camera).isCloseTo(1, FEW_PERCENT);
        }
    }

    @Test
    void sharesFollowPrioritiesAndWhatIsAskedForOverUnevenQueues() {
        Map<String, double[]> cameras = new TreeMap<>();
        SimulatedWorker worker = new SimulatedWorker(MAX_AGE, 3, Network.COMMON, 1 / 20.0);
        int[] queues = {0, 1, 1, 1, 1, 2, 2, 3, 4, 4, 4, 4};
        double[] fps = {15, 1, 10, 25, 10, 0.5, 15, 5, 10, 10, 15, 2};
        int[] priorities = {1, 1, 1, 4, 2, 1, 1, 1, 1, 1, 2, 3};
        for (int i = 0; i < fps.length; i++) {
            cameras.put("camera" + i, new double[] {fps[i], priorities[i]});
            worker.camera("camera" + i, queues[i], fps[i], priorities[i], 0, 200, 0.4);
        }
        worker.run(0, 200);
        double level = levelByBisection(cameras, 20);
        cameras.forEach((name, camera) -> {
            double best = Math.min(camera[0], level * camera[1]);
            assertThat(worker.rate(name, SETTLED, 195) / best).as("%s, %.2f a second", name, best).isCloseTo(1, FEW_PERCENT);
        });
    }

    @Test
    void aSlowCameraWithinItsShareLosesNothing() {
        SimulatedWorker worker = new SimulatedWorker(MAX_AGE, 2, Network.COMMON, 1 / 15.0).camera("slow", 1, 1.5, 0, END);
        for (int i = 0; i < 6; i++) {
            worker.camera("fast" + i, i % 2, 10, 0, END);
        }
        worker.run(0, END);
        assertThat(worker.outcomes(o -> o.camera().equals("slow") && o.captured() > SETTLED)).hasSizeGreaterThan(100).allMatch(Outcome::analysed);
    }

    @Test
    void whatIsAnalysedOfAFastCameraIsEvenlySpaced() {
        SimulatedWorker worker = new SimulatedWorker(MAX_AGE, 1, Network.COMMON, 1 / 5.0);
        for (int i = 0; i < 2; i++) {
            worker.camera("fast" + i, i, 10, 1, 0, END, 0);
        }
        worker.run(0, END);
        List<Outcome> analysed = worker.outcomes(o -> o.camera().equals("fast0") && o.analysed() && o.captured() > SETTLED);
        for (int i = 1; i < analysed.size(); i++) {
            assertThat(analysed.get(i).captured() - analysed.get(i - 1).captured()).isBetween(0.29, 0.61);
        }
    }

    @ParameterizedTest
    @CsvSource({"COMMON, 4", "COMMON, 1.3", "COMMON, 30", "PER_THREAD, 4"})
    void noFrameIsOlderThanTheBoundAndOneFrame(Network network, double load) {
        double cost = load / 70;
        SimulatedWorker worker = sevenCameras(network, network == Network.COMMON ? cost : 2 * cost).run(0, END);
        double bound = 2 + 2 * cost + 0.01;
        assertThat(worker.outcomes(Outcome::analysed)).allMatch(o -> o.latency() < bound);
    }

    @ParameterizedTest
    @CsvSource({"COMMON, 4", "COMMON, 1.3", "PER_THREAD, 4"})
    void onceSharesAreKnownNoFrameGetsTooOld(Network network, double load) {
        SimulatedWorker worker = sevenCameras(network, load / 70 * (network == Network.COMMON ? 1 : 2)).run(0, END);
        assertThat(worker.outcomes(o -> o.verdict() == Verdict.LATE && o.captured() > SETTLED)).isEmpty();
    }

    @Test
    void nearlyAllThatCanBeAnalysedIs() {
        SimulatedWorker worker = sevenCameras(Network.COMMON, 4 / 70.0).run(0, END);
        double analysed = worker.outcomes(o -> o.analysed() && o.captured() > SETTLED && o.captured() < 90).size() / 70.0;
        assertThat(analysed / (70 / 4.0)).isCloseTo(1, within(0.03));
    }

    @Test
    void threadsThatDoNotHoldEachOtherUpEachShareOutTheirOwn() {
        SimulatedWorker worker = new SimulatedWorker(MAX_AGE, 2, Network.PER_THREAD, 1 / 7.5).camera("lone", 0, 10, 0, END);
        for (int i = 0; i < 5; i++) {
            worker.camera("crowded" + i, 1, 10, 0, END);
        }
        worker.run(0, END);
        assertThat(worker.rate("lone", SETTLED, 90) / 7.5).isCloseTo(1, FEW_PERCENT);
        assertThat(worker.rate("crowded3", SETTLED, 90) / 1.5).isCloseTo(1, FEW_PERCENT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 0.95})
    void belowCapacityNothingIsDropped(double load) {
        SimulatedWorker worker = sevenCameras(Network.COMMON, load / 70).run(0, END);
        assertThat(worker.outcomes(o -> !o.analysed())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1.8", "0.8, 1.8", "0.9, 1.5", "0.5, 10", "0.9, 2.5"})
    void aStallCostsNoFrameButThoseThatAreTooOldAfterIt(double load, double seconds) {
        SimulatedWorker worker = sevenCameras(Network.COMMON, load / 70).stall(30, 30 + seconds).run(0, END);
        assertThat(worker.outcomes(o -> o.verdict() == Verdict.OVER_SHARE)).isEmpty();
    }

    @Test
    void framesThatWaitedForTheStartAreAnalysedAlthoughMoreComesThanCanBe() {
        SimulatedWorker worker = sevenCameras(Network.COMMON, 4 / 70.0).run(10, END);
        assertThat(worker.outcomes(o -> o.captured() < 10)).hasSizeGreaterThan(690).allMatch(Outcome::analysed);
    }

    @Test
    void everythingIsAnalysedAgainSecondsAfterTheLoadHasFallen() {
        SimulatedWorker worker = new SimulatedWorker(MAX_AGE, 2, Network.COMMON, 1 / 15.0).camera("stays", 0, 10, 0, END);
        for (int i = 0; i < 5; i++) {
            worker.camera("ends" + i, i % 3, 10, 0, 50);
        }
        worker.run(0, END);
        assertThat(worker.rate("stays", 40, 50)).isLessThan(3.5);
        List<Outcome> after = worker.outcomes(o -> o.camera().equals("stays") && o.captured() > 52.5);
        assertThat(after).hasSizeGreaterThan(400).allMatch(Outcome::analysed);
        assertThat(after).allMatch(o -> o.latency() < 0.3);
    }

    @Test
    void aWorkerThatAnalysesOneFrameASecondRecoversAsSoon() {
        SimulatedWorker worker = new SimulatedWorker(MAX_AGE, 2, Network.COMMON, 0.6).camera("stays", 0, 1, 0, END);
        for (int i = 0; i < 6; i++) {
            worker.camera("ends" + i, 1 + i, 3, 0, 50);
        }
        worker.run(0, END);
        assertThat(worker.outcomes(o -> o.camera().equals("stays") && o.captured() > 56)).hasSizeGreaterThan(40).allMatch(Outcome::analysed);
    }

    @Test
    void camerasThatGoAwayLeaveTheirShareToTheOthers() {
        SimulatedWorker worker = new SimulatedWorker(MAX_AGE, 2, Network.COMMON, 1 / 12.0);
        for (int i = 0; i < 6; i++) {
            worker.camera("camera" + i, i % 4, 10, 0, i < 3 ? END : 50);
        }
        worker.run(0, END);
        assertThat(worker.rate("camera0", 35, 50) / 2).isCloseTo(1, within(0.15));
        assertThat(worker.rate("camera0", 55, 90) / 4).isCloseTo(1, FEW_PERCENT);
    }

    @ParameterizedTest
    @CsvSource({"3600, 0.5", "3600, 4", "-3600, 0.5", "-3600, 4"})
    void aJumpOfTheClockCostsSecondsOnly(double shift, double load) {
        SimulatedWorker steady = sevenCameras(Network.COMMON, load / 70).run(0, END);
        SimulatedWorker jumping = sevenCameras(Network.COMMON, load / 70).clockShift(40, shift).run(0, END);
        for (int i = 0; i < 7; i++) {
            String camera = "camera" + i;
            assertThat(jumping.rate(camera, 48, 90) / steady.rate(camera, 48, 90)).as(camera).isCloseTo(1, FEW_PERCENT);
        }
    }

    @Test
    void aCameraWithAWrongClockCostsTheOthersNothing() {
        SimulatedWorker worker = sevenCameras(Network.COMMON, 0.8 / 70).wrongClock("camera2", -100).run(0, END);
        assertThat(worker.outcomes(o -> !o.camera().equals("camera2") && !o.analysed())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 40, 60})
    void aCameraThatSendsRarelyLosesNothingOfItsShareHoweverLowThatIs(double secondsApart) {
        SimulatedWorker worker = new SimulatedWorker(MAX_AGE, 2, Network.COMMON, 0.3).camera("rare", 0, 1 / secondsApart, 0, 600);
        for (int i = 0; i < 16; i++) {
            worker.camera("often" + i, 1 + i, 1, 0, 600);
        }
        worker.run(0, 600);
        assertThat(worker.outcomes(o -> o.camera().equals("rare"))).hasSizeGreaterThan(8).noneMatch(o -> o.verdict() == Verdict.OVER_SHARE);
    }

    @Test
    void camerasSilentForMinutesAreForgotten() {
        AtomicLong clock = new AtomicLong(1);
        FairShare shares = new FairShare(MAX_AGE, clock::get);
        Lane lane = shares.open("thread");
        for (int i = 0; i < 1000; i++) {
            shares.admits(lane, "camera" + i, 1, clock.addAndGet(10_000), 0);
        }
        assertThat(shares.cameras()).isEqualTo(1000);
        clock.addAndGet(181_000_000);
        shares.admits(lane, "late", 1, clock.get(), 0);
        assertThat(shares.cameras()).isEqualTo(1);
    }

    private static SimulatedWorker sevenCameras(Network network, double cost) {
        SimulatedWorker worker = new SimulatedWorker(MAX_AGE, 2, network, cost);
        for (int i = 0; i < 7; i++) {
            worker.camera("camera" + i, i % 4, 10, 0, END);
        }
        return worker;
    }

    /** Of max-min fairness, by its definition: the level at which what is given adds up to what there is. */
    private static double levelByBisection(Map<String, double[]> cameras, double capacity) {
        double low = 0;
        double high = capacity;
        for (int i = 0; i < 60; i++) {
            double level = (low + high) / 2;
            double given = cameras.values().stream().mapToDouble(camera -> Math.min(camera[0], level * camera[1])).sum();
            if (given < capacity) {
                low = level;
            } else {
                high = level;
            }
        }
        return low;
    }
}
