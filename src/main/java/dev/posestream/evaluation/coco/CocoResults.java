package dev.posestream.evaluation.coco;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.evaluation.annotation.JsonEntry;
import dev.posestream.evaluation.annotation.JsonFile;
import dev.posestream.network.AtomicFile;
import dev.posestream.pose.Keypoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * COCO's result files: a list of {@code {image_id, category_id, score, keypoints: [x, y, score, …]}} or
 * {@code {image_id, category_id, score, bbox: [x, y, width, height]}}.
 *
 * @param compared what they are results of
 * @param results  in the order of the file
 */
public record CocoResults(Compared compared, List<CocoResult> results) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public CocoResults {
        results = List.copyOf(results);
    }

    /**
     * Results of other categories than the annotated people's are left out. Keypoints if the first entry has some, otherwise boxes.
     *
     * @throws AnnotationException when the file is missing, cut off or of another kind, an entry lacks something or refers to an
     *                             unknown picture, or there is no result for the annotations' category
     */
    public static CocoResults read(Path file, CocoAnnotations annotations) throws AnnotationException {
        Set<Long> imageIds = annotations.images().stream().map(CocoImage::id).collect(Collectors.toSet());
        List<JsonEntry> entries = new ArrayList<>();
        JsonFile.readList(file, "results", entries::add);
        Compared compared = !entries.isEmpty() && entries.get(0).has("keypoints") ? Compared.KEYPOINTS : Compared.BOXES;
        List<CocoResult> results = new ArrayList<>();
        for (JsonEntry entry : entries) {
            if (!imageIds.contains(entry.whole("image_id"))) {
                throw entry.wrong("image_id", "the id of one of the " + imageIds.size() + " images in " + annotations.file());
            }
            if (entry.whole("category_id") == annotations.categoryId()) {
                results.add(compared == Compared.BOXES ? box(entry) : pose(entry, annotations));
            }
        }
        if (results.isEmpty()) {
            throw new AnnotationException(file + ": " + entries.size() + " results, none of category " + annotations.categoryId()
                    + ", which is the people's in " + annotations.file() + "; expected some");
        }
        return new CocoResults(compared, results);
    }

    private static CocoResult box(JsonEntry entry) throws AnnotationException {
        return new CocoResult(entry.whole("image_id"), entry.number("score"), entry.box("bbox"), List.of());
    }

    private static CocoResult pose(JsonEntry entry, CocoAnnotations annotations) throws AnnotationException {
        int size = annotations.skeleton().size();
        List<Double> numbers = entry.numbers("keypoints", 3 * size, "x, y and score of each of the " + size + " keypoints of " + annotations.skeleton().name());
        List<Keypoint> keypoints = new ArrayList<>();
        for (int k = 0; k < numbers.size(); k += 3) {
            // Others write visibilities or logits here; nothing is measured by them.
            keypoints.add(new Keypoint(numbers.get(k), numbers.get(k + 1), Math.min(Math.max(numbers.get(k + 2), 0), 1)));
        }
        CocoResult pose = CocoResult.ofPose(entry.whole("image_id"), entry.number("score"), keypoints);
        // A box that the file itself names decides which area range an unmatched result belongs to.
        boolean ownBox = entry.node().path("bbox").size() > 0;
        return ownBox ? new CocoResult(pose.imageId(), pose.score(), entry.box("bbox"), keypoints) : pose;
    }

    /** Writes poses for pycocotools and its kin to read, whole or not at all. */
    public static void writePoses(List<CocoResult> poses, long categoryId, Path file) throws IOException {
        ArrayNode list = MAPPER.createArrayNode();
        for (CocoResult pose : poses) {
            ObjectNode entry = list.addObject().put("image_id", pose.imageId()).put("category_id", categoryId);
            ArrayNode keypoints = entry.putArray("keypoints");
            pose.keypoints().forEach(k -> keypoints.add(k.x()).add(k.y()).add(k.score()));
            entry.put("score", pose.score());
        }
        AtomicFile.write(file, MAPPER.writeValueAsBytes(list));
    }
}
