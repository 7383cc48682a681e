package dev.posestream.evaluation.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posestream.testing.Needs;
import dev.posestream.testing.Tool;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what pycocotools says of two networks' results on pictures of COCO. */
@Needs(Tool.COCO_VAL_MINI)
class CocoValMiniTest {

    @ParameterizedTest
    @ValueSource(strings = {"movenet-lightning.keypoints", "centernet.bbox"})
    void resultsScoreAsPycocotoolsSays(String results) throws Exception {
        Path folder = Tool.cocoValMini();
        CocoAnnotations annotations = CocoAnnotations.read(folder.resolve("annotations.json"));
        CocoResults found = CocoResults.read(folder.resolve(results + ".results.json"), annotations);
        Map<String, Double> figures = CocoEvaluation.evaluate(annotations, found.compared(), found.results());
        JsonNode expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile()).path(results);
        assertThat(figures.keySet()).containsExactlyElementsOf(expected::fieldNames);
        figures.forEach((name, value) -> assertThat(value).as(name).isCloseTo(expected.path(name).doubleValue(), within(1e-6)));
    }
}
