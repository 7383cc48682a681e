package dev.posestream.evaluation.mpii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against what numpy says of made-up people; see the README beside them. */
class PckhTest {

    private static final Path GOOD = Path.of("src/test/resources/dev/posestream/evaluation/mpii");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void posesScoreAsNumpySaysByTheHeadBoxesOfTheAnnotations() throws Exception {
        assertAsExpected(MpiiAnnotations.read(GOOD.resolve("annotations.json"), Optional.empty()), "head_box");
    }

    @Test
    void posesScoreAsNumpySaysByTheMatlabFile() throws Exception {
        assertAsExpected(MpiiAnnotations.read(GOOD.resolve("annotations.json"), Optional.of(GOOD.resolve("gt.mat"))), "mat");
    }

    @Test
    void boxesFollowFromCentreAndScaleAsInMmpose() throws Exception {
        JsonNode expected = MAPPER.readTree(GOOD.resolve("expected.json").toFile()).path("boxes");
        List<MpiiPerson> people = MpiiAnnotations.read(GOOD.resolve("annotations.json"), Optional.empty());
        for (int i = 0; i < people.size(); i++) {
            Box box = people.get(i).box();
            double[] sides = {box.x(), box.y(), box.width(), box.height()};
            for (int s = 0; s < sides.length; s++) {
                assertThat(sides[s]).isCloseTo(expected.path(i).path(s).doubleValue(), within(1e-9));
            }
        }
    }

    @Test
    void whatNobodyLabelledHasNoFigure() throws Exception {
        Path file = with(person -> {
            for (int joint : List.of(0, 5, 9)) {
                ((ArrayNode) person.path("joints_vis")).set(joint, 0);
            }
        });
        Map<String, Double> figures = Pckh.evaluate(MpiiAnnotations.read(file, Optional.empty()), found());
        assertThat(figures).containsEntry("Head", Pckh.ABSENT).containsEntry("Ankle", Pckh.ABSENT);
        assertThat(figures.get("Mean")).isBetween(50.0, 100.0);
    }

    @Test
    void entriesThatCannotBeUsedAreNamed() throws Exception {
        assertRefused(with(person -> person.remove("head_box")), "people[0]: head_box is missing", "--head-boxes");
        assertRefused(with(person -> person.putArray("head_box").add(1).add(1).add(1).add(1)), "people[0]: head_box is [1,1,1,1], expected one with a size");
        assertRefused(with(person -> ((ArrayNode) person.path("joints")).remove(3)), "people[0]: joints is ", "expected 16 pairs");
        assertRefused(with(person -> person.put("scale", 0)), "people[0]: scale is 0, expected more than 0");
        assertRefused(with(person -> person.remove("image")), "people[0]: image is missing");
        assertRefused(Path.of("src/test/resources/dev/posestream/evaluation/coco/poses.json"), "whose entries have no joints", "COCO annotations");
        assertRefused(Files.writeString(folder.resolve("empty.json"), "[]"), "is an empty list");
    }

    @Test
    void aMatlabFileThatDoesNotFitIsRefused() throws Exception {
        Path annotations = GOOD.resolve("annotations.json");
        assertRefused(annotations, folder.resolve("none.mat"), "none.mat: no such file");
        assertRefused(annotations, annotations, "can't be read as a MATLAB file");
        byte[] whole = Files.readAllBytes(GOOD.resolve("gt.mat"));
        assertRefused(annotations, Files.write(folder.resolve("half.mat"), Arrays.copyOf(whole, whole.length / 2)), "half.mat");
        ArrayNode fewer = (ArrayNode) MAPPER.readTree(annotations.toFile());
        fewer.remove(0);
        assertRefused(Files.writeString(folder.resolve("fewer.json"), fewer.toString()), GOOD.resolve("gt.mat"), "headboxes_src has the sizes [2, 2, 8], expected [2, 2, 7]");
    }

    private static void assertAsExpected(List<MpiiPerson> people, String kind) throws Exception {
        Map<String, Double> figures = Pckh.evaluate(people, found());
        JsonNode expected = MAPPER.readTree(GOOD.resolve("expected.json").toFile()).path(kind);
        assertThat(figures.keySet()).containsExactlyElementsOf(expected::fieldNames);
        figures.forEach((name, value) -> assertThat(value).as(name).isCloseTo(expected.path(name).doubleValue(), within(1e-9)));
    }

    private static List<List<Keypoint>> found() throws Exception {
        List<List<Keypoint>> poses = new ArrayList<>();
        for (JsonNode person : MAPPER.readTree(GOOD.resolve("found.json").toFile())) {
            List<Keypoint> pose = new ArrayList<>();
            person.forEach(joint -> pose.add(new Keypoint(joint.path(0).doubleValue(), joint.path(1).doubleValue(), 1)));
            poses.add(pose);
        }
        return poses;
    }

    /** The good file with every person changed. */
    private Path with(Consumer<ObjectNode> change) throws Exception {
        JsonNode people = MAPPER.readTree(GOOD.resolve("annotations.json").toFile());
        people.forEach(person -> change.accept((ObjectNode) person));
        return Files.writeString(folder.resolve("wrong.json"), people.toString());
    }

    private static void assertRefused(Path annotations, String... parts) {
        assertThatThrownBy(() -> MpiiAnnotations.read(annotations, Optional.empty())).isInstanceOf(AnnotationException.class).hasMessageContainingAll(parts);
    }

    private static void assertRefused(Path annotations, Path mat, String... parts) {
        assertThatThrownBy(() -> MpiiAnnotations.read(annotations, Optional.of(mat))).isInstanceOf(AnnotationException.class).hasMessageContainingAll(parts);
    }
}
