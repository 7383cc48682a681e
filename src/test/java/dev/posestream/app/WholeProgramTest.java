package dev.posestream.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.ConfigurationReader;
import dev.posestream.app.role.Ingest;
import dev.posestream.app.role.Service;
import dev.posestream.camera.CameraOutcome;
import dev.posestream.camera.synthetic.Action;
import dev.posestream.camera.synthetic.GroundTruth;
import dev.posestream.camera.synthetic.SyntheticOptions;
import dev.posestream.camera.synthetic.SyntheticScene;
import dev.posestream.camera.synthetic.Visibility;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.ObjectKeypointSimilarity;
import dev.posestream.pose.Person;
import dev.posestream.pose.PoseFrame;
import dev.posestream.pose.Skeleton;
import dev.posestream.stream.PoseJson;
import dev.posestream.stream.RecordTail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the camera to the pose records, with the real broker and the real networks, against what the drawn scene knows of itself. */
class WholeProgramTest {

    private static final String ADDRESS = "synthetic:?scene=walk&people=2&fps=10&seconds=20&seed=3";
    /** A person's area is about this much of their box; COCO's people average a bit less. */
    private static final double AREA_OF_BOX = 0.6;

    private static final List<PoseFrame> POSES = new ArrayList<>();
    private static final SyntheticScene SCENE = new SyntheticScene(SyntheticOptions.parse(ADDRESS));

    @TempDir
    static Path folder;

    @BeforeAll
    static void run() throws Exception {
        Configuration configuration = new ConfigurationReader(Map.of()).read(
                Map.of("--data-folder", folder.toString(), "--broker-port", "0", "--replay", "true", "--device", "cpu"),
                List.of("room=" + ADDRESS), List.of(), Optional.empty());
        try (Service service = new Service(configuration)) {
            service.kafkaAndAnalysis();
            Ingest ingest = service.ingest(configuration.cameras());
            assertThat(ingest.endsByItself()).isTrue();
            try (RecordTail tail = new RecordTail(service.kafka().connection(), configuration.topics().poses(), true)) {
                ingest.start();
                assertThat(ingest.ended().get().values()).extracting(CameraOutcome::result).containsExactly(CameraOutcome.Result.COMPLETED);
                while (ingest.progress().behind() > 0 || !tail.atEnd()) {
                    ingest.progress().refresh();
                    for (RecordTail.Entry entry : tail.poll()) {
                        POSES.add(PoseJson.read(entry.value()));
                    }
                }
            }
        }
    }

    @Test
    void everyFrameHasItsPoseInOrderAndNoneIsDropped() {
        assertThat(POSES).extracting(PoseFrame::seq).isEqualTo(java.util.stream.LongStream.range(0, 200).boxed().toList());
        assertThat(POSES).allMatch(poses -> poses.dropped() == 0 && poses.camera().equals("room"));
    }

    @Test
    void atLeastNineOfTenPeopleInPlainSightAreFound() {
        long shown = 0;
        long found = 0;
        for (PoseFrame poses : settled()) {
            for (GroundTruth truth : plain(poses)) {
                shown++;
                found += match(poses, truth).isPresent() ? 1 : 0;
            }
        }
        assertThat(shown).isGreaterThan(100);
        assertThat((double) found / shown).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void jointsSitWhereTheyAre() {
        ObjectKeypointSimilarity oks = new ObjectKeypointSimilarity(Skeleton.COCO17);
        List<Double> similarities = new ArrayList<>();
        for (PoseFrame poses : settled()) {
            for (GroundTruth truth : plain(poses)) {
                match(poses, truth).ifPresent(person -> similarities.add(
                        oks.between(visible(truth), person.keypoints(), truth.box().area() * AREA_OF_BOX, 0.05)));
            }
        }
        similarities.sort(Comparator.naturalOrder());
        assertThat(similarities.get(similarities.size() / 2)).as("median OKS").isGreaterThan(0.8);
        assertThat(similarities.get(similarities.size() / 10)).as("of the worst tenth the best").isGreaterThan(0.5);
    }

    @Test
    void aPersonKeepsOneId() {
        Map<Long, Map<Long, Integer>> tracksOfFigures = new HashMap<>();
        for (PoseFrame poses : settled()) {
            for (GroundTruth truth : plain(poses)) {
                match(poses, truth).ifPresent(person ->
                        tracksOfFigures.computeIfAbsent(truth.figure(), f -> new HashMap<>()).merge(person.track(), 1, Integer::sum));
            }
        }
        assertThat(tracksOfFigures).isNotEmpty();
        tracksOfFigures.forEach((figure, tracks) -> {
            int all = tracks.values().stream().mapToInt(Integer::intValue).sum();
            int most = tracks.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
            assertThat((double) most / all).as("figure %d has tracks %s", figure, tracks).isGreaterThan(0.9);
        });
    }

    /** Without the first second, in which ids are being given. */
    private static List<PoseFrame> settled() {
        return POSES.subList(10, POSES.size());
    }

    private static List<GroundTruth> plain(PoseFrame poses) {
        return SCENE.at(poses.capturedUs() - POSES.get(0).capturedUs()).stream()
                .filter(truth -> truth.clear() && truth.action() == Action.WALKING).toList();
    }

    private static Optional<Person> match(PoseFrame poses, GroundTruth truth) {
        Box box = truth.box();
        return poses.people().stream().max(Comparator.comparingDouble((Person p) -> p.box().iou(box))).filter(p -> p.box().iou(box) > 0.5);
    }

    /** What is turned away does not count. */
    private static List<Keypoint> visible(GroundTruth truth) {
        List<Keypoint> keypoints = new ArrayList<>();
        for (int k = 0; k < truth.keypoints().size(); k++) {
            Keypoint p = truth.keypoints().get(k);
            keypoints.add(truth.visibility().get(k) == Visibility.VISIBLE ? p : new Keypoint(p.x(), p.y(), 0));
        }
        return keypoints;
    }
}
