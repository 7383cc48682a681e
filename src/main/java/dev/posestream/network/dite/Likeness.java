package dev.posestream.network.dite;

import dev.posestream.network.checkpoint.BadCheckpointException;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.checkpoint.Tensor;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which architecture a checkpoint is of, by its entries' names and shapes.
 *
 * @param arch      one of {@link DiteHrNet#ARCHITECTURES}
 * @param keypoints for which it gives heatmaps; empty where it has no layer for them
 * @param differing entries that are missing, unexpected or of another shape; 0 when it fits
 */
public record Likeness(String arch, OptionalInt keypoints, int differing) {

    /** Where a checkpoint says nothing of keypoints: as many as COCO has. */
    public static final int USUAL_KEYPOINTS = 17;
    private static final String LAST_LAYER = "keypoint_head.final_layer.weight";
    private static final int ANY_SIDE = 64;
    private static final int ONE_IN = 10;

    /** The architecture it fits best; empty when more than one entry in ten would differ. */
    public static Optional<Likeness> of(Map<String, Tensor> tensors) {
        OptionalInt keypoints = keypoints(tensors);
        return DiteHrNet.ARCHITECTURES.stream().map(arch -> new Likeness(arch, keypoints, differing(arch, keypoints.orElse(USUAL_KEYPOINTS), tensors)))
                .min(Comparator.comparingInt(Likeness::differing)).filter(best -> best.differing() <= tensors.size() / ONE_IN);
    }

    /** Rows of the last layer; empty where there is none. */
    public static OptionalInt keypoints(Map<String, Tensor> tensors) {
        return tensors.entrySet().stream().filter(entry -> entry.getKey().endsWith(LAST_LAYER)).map(entry -> entry.getValue().shape())
                .filter(shape -> !shape.isEmpty() && shape.get(0) > 0).mapToInt(shape -> shape.get(0)).findFirst();
    }

    private static int differing(String arch, int keypoints, Map<String, Tensor> tensors) {
        try {
            Checkpoint.of(arch, tensors, DiteHrNet.of(arch, ANY_SIDE, ANY_SIDE, keypoints).graph());
            return 0;
        } catch (BadCheckpointException e) {
            return e.problems().size();
        }
    }

    public boolean isExact() {
        return differing == 0;
    }

    @Override
    public String toString() {
        return arch + (keypoints.isPresent() ? " with " + keypoints.getAsInt() + " keypoints" : "");
    }
}
