package dev.posestream.evaluation.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posestream.pose.Keypoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against what pycocotools says of made-up people; see the README beside them. */
class CocoEvaluationTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/posestream/evaluation/coco");

    private final CocoAnnotations annotations = annotations();

    @Test
    void posesScoreAsPycocotoolsSays() throws Exception {
        CocoResults poses = CocoResults.read(FOLDER.resolve("poses.json"), annotations);
        assertThat(poses.compared()).isEqualTo(Compared.KEYPOINTS);
        assertAsExpected(CocoEvaluation.evaluate(annotations, poses.compared(), poses.results()), "poses");
    }

    @Test
    void boxesScoreAsPycocotoolsSays() throws Exception {
        CocoResults boxes = CocoResults.read(FOLDER.resolve("boxes.json"), annotations);
        assertThat(boxes.compared()).isEqualTo(Compared.BOXES);
        assertAsExpected(CocoEvaluation.evaluate(annotations, boxes.compared(), boxes.results()), "boxes");
    }

    @Test
    void theAnnotationsThemselvesScoreOne() {
        List<CocoPerson> people = annotations.people().stream().filter(p -> p.hasPose() && p.id() != 0).toList();
        CocoAnnotations labelled = new CocoAnnotations(annotations.file(), 1, annotations.skeleton(), annotations.images(), people);
        List<CocoResult> same = people.stream().map(p -> new CocoResult(p.imageId(), 1, p.box(),
                p.keypoints().stream().map(k -> new Keypoint(k.x(), k.y(), 1)).toList())).toList();
        assertThat(CocoEvaluation.evaluate(labelled, Compared.KEYPOINTS, same).values()).allSatisfy(v -> assertThat(v).isCloseTo(1, within(1e-12)));
        assertThat(CocoEvaluation.evaluate(labelled, Compared.BOXES, same)).containsEntry("AP", 1.0).containsEntry("AR100", 1.0);
    }

    @Test
    void nobodyFoundScoresZeroAndNobodyThereHasNoFigure() {
        assertThat(CocoEvaluation.evaluate(annotations, Compared.KEYPOINTS, List.of()).values()).containsOnly(0.0);
        CocoAnnotations empty = new CocoAnnotations(annotations.file(), 1, annotations.skeleton(), annotations.images(), List.of());
        assertThat(CocoEvaluation.evaluate(empty, Compared.BOXES, List.of()).values()).containsOnly(CocoEvaluation.ABSENT);
    }

    private static void assertAsExpected(Map<String, Double> figures, String results) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile()).path(results);
        assertThat(figures.keySet()).containsExactlyElementsOf(expected::fieldNames);
        figures.forEach((name, value) -> assertThat(value).as(name).isCloseTo(expected.path(name).doubleValue(), within(1e-9)));
    }

    private static CocoAnnotations annotations() {
        try {
            return CocoAnnotations.read(FOLDER.resolve("annotations.json"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
