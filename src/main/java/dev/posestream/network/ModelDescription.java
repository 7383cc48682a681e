package dev.posestream.network;

import dev.posestream.pose.Skeleton;
import java.util.List;
import java.util.Optional;

/**
 * How a model is fed and read: what travels in the metadata of its ONNX file, under keys that begin with {@code posestream.}.
 * The picture is always RGB, NCHW, float32; each channel is {@code (value · scale − mean) / std} with value in 0..255.
 *
 * @param name     short name that goes into records, such as {@code movenet-thunder@256x256}
 * @param task     what it finds
 * @param decoder  how its outputs are read
 * @param scale    factor on the 0..255 value: 1 for a 0..255 range, 1/255 for 0..1
 * @param mean     per channel, R G B, in the scaled range
 * @param std      per channel, R G B, in the scaled range
 * @param padding  pose: the factor on the person's box before the crop
 * @param skeleton pose: the keypoints, in the order of the heatmaps
 * @param licence  SPDX identifier
 * @param source   where the weights come from, one line
 */
public record ModelDescription(String name, Task task, Decoder decoder, double scale, List<Double> mean, List<Double> std,
                               double padding, Optional<Skeleton> skeleton, String licence, String source) {

    /** What a model finds. */
    public enum Task { POSE, PERSON }

    /** How a model's outputs are read. */
    public enum Decoder {
        /** One heatmap per keypoint; the peak moved a quarter cell towards its higher neighbour. */
        HEATMAP,
        /** One heatmap per keypoint; the peak refined by a Taylor expansion (DARK, Zhang et al., CVPR 2020). */
        HEATMAP_DARK,
        /** A heatmap of centres and four distances to the box's sides (CenterNet, Zhou et al., 2019). */
        CENTER
    }

    public ModelDescription {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }
}
