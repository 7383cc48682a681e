package dev.posestream.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraSettings;
import dev.posestream.camera.Picture;
import dev.posestream.camera.synthetic.Action;
import dev.posestream.camera.synthetic.GroundTruth;
import dev.posestream.camera.synthetic.SyntheticSource;
import dev.posestream.inference.Device;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceSettings;
import dev.posestream.inference.Networks;
import dev.posestream.pose.Person;
import dev.posestream.tracking.PoseTracker;
import dev.posestream.tracking.Smoothing;
import dev.posestream.tracking.TrackerSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundled networks against the drawn people, in everything these do on their feet. */
class DrawnPeopleTest {

    private static final Set<Action> ON_THE_GROUND = Set.of(Action.FALLING, Action.LYING, Action.RISING);
    private static final long WARM_UP_US = 1_500_000;

    private static Networks networks;

    @BeforeAll
    static void load() throws Exception {
        networks = Networks.open(InferenceSettings.DEFAULT.withDevice(Device.CPU));
    }

    @AfterAll
    static void close() {
        networks.close();
    }

    @ParameterizedTest
    @CsvSource({"walk, 1", "wave, 2", "crouch, 3", "cross, 4", "fall, 5"})
    void nineOfTenThatNothingHidesAreFound(String scene, int seed) throws Exception {
        PoseTracker tracker = new PoseTracker(networks.poseEstimator().skeleton(), TrackerSettings.DEFAULT, Smoothing.ONE_EURO.smoother());
        FrameAnalysis analysis = new FrameAnalysis(networks.personDetector(), networks.poseEstimator(), tracker, AnalysisSettings.DEFAULT);
        Camera camera = new Camera("room", "synthetic:?scene=" + scene + "&people=2&fps=4&seconds=12&seed=" + seed,
                CameraSettings.DEFAULT.withReplay(true));
        int shown = 0;
        int found = 0;
        try (SyntheticSource source = new SyntheticSource(camera)) {
            source.open();
            CameraMemory memory = CameraMemory.EMPTY;
            Scene seen = Scene.UNKNOWN;
            for (Optional<Picture> picture = source.read(); picture.isPresent(); picture = source.read()) {
                FrameAnalysis.Result result;
                try (Image image = Image.decode(picture.get().jpeg())) {
                    result = analysis.analyse(memory, seen, image, picture.get().capturedUs());
                }
                memory = result.memory();
                seen = result.scene();
                if (picture.get().ptsUs() >= WARM_UP_US) {
                    List<GroundTruth> plain = source.scene().at(picture.get().ptsUs()).stream()
                            .filter(truth -> truth.clear() && !ON_THE_GROUND.contains(truth.action())).toList();
                    shown += plain.size();
                    for (GroundTruth truth : plain) {
                        found += result.people().stream().anyMatch((Person p) -> p.box().iou(truth.box()) > 0.5) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(shown).isGreaterThan(12);
        assertThat((double) found / shown).as("%d of %d", found, shown).isGreaterThanOrEqualTo(0.9);
    }
}
