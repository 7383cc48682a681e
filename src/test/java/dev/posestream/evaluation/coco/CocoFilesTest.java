package dev.posestream.evaluation.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.evaluation.annotation.AnnotationKind;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are wrong are refused with the entry, what was found and what was expected. */
class CocoFilesTest {

    private static final Path GOOD = Path.of("src/test/resources/dev/posestream/evaluation/coco");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aFileThatIsMissingIsNamed() {
        assertRefused(folder.resolve("none.json"), "none.json", "no such file");
        assertRefused(folder, folder.toString(), "is a folder");
    }

    @Test
    void aFileThatIsCutOffIsToldWithThePlace() throws Exception {
        String whole = Files.readString(GOOD.resolve("annotations.json"));
        assertRefused(write(whole.substring(0, whole.length() / 2)), "wrong.json is cut off or not JSON, at line");
        assertRefused(write("no JSON at all"), "wrong.json is cut off or not JSON, at line 1");
    }

    @Test
    void aFileOfAnotherKindIsToldWhatItLacks() throws Exception {
        assertRefused(write("{\"licence\": 1, \"images\": []}"), "has no annotations, no categories");
        assertRefused(GOOD.resolve("poses.json"), "is no JSON object");
        assertThatThrownBy(() -> AnnotationKind.of(write("17"))).isInstanceOf(AnnotationException.class).hasMessageContaining("expected COCO annotations");
    }

    @Test
    void theKindIsSeenInTheFile() throws Exception {
        assertThat(AnnotationKind.of(GOOD.resolve("annotations.json"))).isEqualTo(AnnotationKind.COCO);
        assertThat(AnnotationKind.of(write("[{}]"))).isEqualTo(AnnotationKind.MPII);
    }

    @Test
    void anEntryThatCannotBeUsedIsNamed() throws Exception {
        assertRefused(with(a -> a.put("image_id", 4)), "annotation 1: image_id is 4, expected the id of one of the 12 images");
        assertRefused(with(a -> a.remove("area")), "annotation 1: area is missing, expected a number");
        assertRefused(with(a -> a.put("iscrowd", "no")), "annotation 1: iscrowd is \"no\", expected 0 or 1");
        assertRefused(with(a -> a.putArray("keypoints").add(1)), "annotation 1: keypoints has 1 entries, expected 51");
        assertRefused(with(a -> a.putArray("bbox").add(1).add(1).add(-2).add(3)), "annotation 1: bbox is [1,1,-2,3], expected a box");
        assertRefused(with(a -> a.put("id", 2)), "two of its annotations have the id 2");
    }

    @Test
    void keypointsOfNoKnownSkeletonAreRefused() throws Exception {
        JsonNode file = MAPPER.readTree(GOOD.resolve("annotations.json").toFile());
        ((ArrayNode) file.path("categories").path(1).path("keypoints")).remove(16);
        assertRefused(write(file.toString()), "category 1: its 16 keypoints", "coco17", "mpii16");
        ((ObjectNode) file.path("categories").path(1)).remove("keypoints");
        assertRefused(write(file.toString()), "0 of 2 categories have keypoints");
    }

    @Test
    void resultsOfUnknownPicturesOrOtherPosesAreRefused() throws Exception {
        assertResultsRefused("[{\"image_id\": 99, \"category_id\": 1, \"score\": 1, \"bbox\": [1, 2, 3, 4]}]", "results[0]: image_id is 99, expected the id of one of the 12 images");
        assertResultsRefused("[{\"image_id\": 7, \"category_id\": 1, \"score\": 1, \"keypoints\": [1, 2, 3]}]", "results[0]: keypoints has 3 entries, expected 51");
        assertResultsRefused("[{\"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, 3, 4]}]", "results[0]: score is missing, expected a number");
        assertResultsRefused("[{\"image_id\": 7, \"category_id\": 2, \"score\": 1, \"bbox\": [1, 2, 3, 4]}]", "1 results, none of category 1");
        assertResultsRefused("{}", "is no JSON list");
        assertResultsRefused("[3]", "results[0]: it is 3, expected an object");
    }

    @Test
    void posesAreReadAsTheyWereWritten() throws Exception {
        CocoAnnotations annotations = CocoAnnotations.read(GOOD.resolve("annotations.json"));
        List<CocoResult> poses = List.of(CocoResult.ofPose(7, 0.1 + 0.2, Collections.nCopies(17, new Keypoint(1.0 / 3, -2.5, 0.75))));
        Path file = folder.resolve("poses.json");
        CocoResults.writePoses(poses, 1, file);
        assertThat(CocoResults.read(file, annotations)).isEqualTo(new CocoResults(Compared.KEYPOINTS, poses));
        assertThat(annotations.skeleton()).isEqualTo(Skeleton.COCO17);
    }

    /** The good file with annotation 1 changed. */
    private Path with(Consumer<ObjectNode> change) throws Exception {
        JsonNode file = MAPPER.readTree(GOOD.resolve("annotations.json").toFile());
        for (JsonNode annotation : file.path("annotations")) {
            if (annotation.path("id").intValue() == 1) {
                change.accept((ObjectNode) annotation);
            }
        }
        return write(file.toString());
    }

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("wrong.json"), text);
    }

    private static void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> CocoAnnotations.read(file)).isInstanceOf(AnnotationException.class).hasMessageContainingAll(parts);
    }

    private void assertResultsRefused(String results, String... parts) throws Exception {
        CocoAnnotations annotations = CocoAnnotations.read(GOOD.resolve("annotations.json"));
        Path file = write(results);
        assertThatThrownBy(() -> CocoResults.read(file, annotations)).isInstanceOf(AnnotationException.class).hasMessageContainingAll(parts);
    }
}
