package dev.posestream.network;

import dev.posestream.pose.Skeleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a model is fed and read: what travels in the metadata of its ONNX file, under keys that begin with {@code posestream.}
 * (see {@link ModelMetadata}).
 * The picture is always RGB, NCHW, float32; each channel is {@code (value · scale − mean) / std} with value in 0..255.
 *
 * @param name       short name that goes into records, such as {@code movenet-thunder@256x256}
 * @param task       what it finds
 * @param decoder    how its outputs are read
 * @param scale      factor on the 0..255 value: 1 for a 0..255 range, 1/255 for 0..1
 * @param mean       per channel, R G B, in the scaled range
 * @param std        per channel, R G B, in the scaled range
 * @param padding    pose: the factor on the person's box before the crop; person: 1
 * @param cellOffset pose: where in its cell a heatmap's value is, in cells, 0..1: a peak in column x lies at stride·(x + offset) in
 *                   the crop. 0.5 for networks whose cells stand for their middle, 0 for those trained as mmpose does; person: 0
 * @param skeleton   pose: the keypoints, in the order of the heatmaps
 * @param licence    SPDX identifier
 * @param source     where the weights come from, one line
 */
public record ModelDescription(String name, Task task, Decoder decoder, double scale, List<Double> mean, List<Double> std,
                               double padding, double cellOffset, Optional<Skeleton> skeleton, String licence, String source) {

    /** What a model finds. */
    public enum Task {
        POSE, PERSON;

        /** As metadata and commands spell it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a model's outputs are read. */
    public enum Decoder {
        /** One heatmap per keypoint; the peak moved a quarter cell towards its higher neighbour. */
        HEATMAP(Task.POSE),
        /** One heatmap per keypoint; the peak refined by a Taylor expansion (DARK, Zhang et al., CVPR 2020). */
        HEATMAP_DARK(Task.POSE),
        /** A heatmap of centres and four distances to the box's sides (CenterNet, Zhou et al., 2019). */
        CENTER(Task.PERSON);

        private final Task task;

        Decoder(Task task) {
            this.task = task;
        }

        /** What models with such outputs find. */
        public Task task() {
            return task;
        }

        /** As metadata and commands spell it, such as {@code heatmap-dark}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @throws IllegalArgumentException when a value makes no sense or two do not fit together */
    public ModelDescription {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        require(!name.isBlank(), "name is blank, expected a short name");
        require(decoder.task() == task, "decoder " + decoder.label() + " does not fit task " + task.label());
        require(Double.isFinite(scale) && scale > 0, "scale is " + scale + ", expected more than 0");
        require(mean.size() == 3 && mean.stream().allMatch(Double::isFinite), "mean is " + mean + ", expected 3 numbers");
        require(std.size() == 3 && std.stream().allMatch(s -> Double.isFinite(s) && s > 0),
                "std is " + std + ", expected 3 numbers above 0");
        require(Double.isFinite(padding) && padding > 0, "padding is " + padding + ", expected more than 0");
        require(cellOffset >= 0 && cellOffset <= 1, "cell offset is " + cellOffset + ", expected 0 to 1");
        require(skeleton.isPresent() == (task == Task.POSE), "a skeleton belongs to a pose model and to no other");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("model description: " + otherwise);
        }
    }
}
