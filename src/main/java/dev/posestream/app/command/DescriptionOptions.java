package dev.posestream.app.command;

import dev.posestream.network.ModelMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that say how a model is fed and read. */
final class DescriptionOptions {

    @Option(names = "--decoder", paramLabel = "NAME", description = {"heatmap, heatmap-dark (pose) or center (person).",
            "Needed for a foreign model; by default what the architecture gives."})
    private String decoder;

    @Option(names = "--name", paramLabel = "NAME", description = "Goes into pose records. Default: the file's name, or ARCH@HEIGHTxWIDTH.")
    private String name;

    @Option(names = "--scale", paramLabel = "N", description = "Factor on the 0..255 value. Default: 1; with --arch 1/255.")
    private String scale;

    @Option(names = "--mean", paramLabel = "R,G,B", description = "Default: 0,0,0; with --arch ImageNet's 0.485,0.456,0.406.")
    private String mean;

    @Option(names = "--std", paramLabel = "R,G,B", description = "Default: 1,1,1; with --arch ImageNet's 0.229,0.224,0.225.")
    private String std;

    @Option(names = "--padding", paramLabel = "N", description = "Pose: factor on the person's box before the crop. Default: 1.25.")
    private String padding;

    @Option(names = "--cell-offset", paramLabel = "N", description = {
            "Pose: where in its cell a heatmap's value is, 0 to 1: a peak in column x lies at stride * (x + N) in the crop.",
            "0 for networks trained with mmpose. Default: 0.5; with --arch 0."})
    private String cellOffset;

    @Option(names = "--skeleton", paramLabel = "NAME", description = "Pose: coco17 or mpii16. Default: coco17; with --arch by the number of keypoints.")
    private String skeleton;

    @Option(names = "--licence", paramLabel = "SPDX", description = "The weights' licence, such as Apache-2.0.")
    private String licence;

    @Option(names = "--source", paramLabel = "TEXT", description = "Where the weights come from.")
    private String source;

    Optional<String> decoder() {
        return Optional.ofNullable(decoder);
    }

    /** Metadata entries for the options that were given. */
    Map<String, String> given() {
        Map<String, String> entries = new LinkedHashMap<>();
        put(entries, "name", name);
        put(entries, "decoder", decoder);
        put(entries, "scale", scale);
        put(entries, "mean", mean);
        put(entries, "std", std);
        put(entries, "padding", padding);
        put(entries, "cell-offset", cellOffset);
        put(entries, "skeleton", skeleton);
        put(entries, "licence", licence);
        put(entries, "source", source);
        return entries;
    }

    private static void put(Map<String, String> entries, String key, String value) {
        if (value != null) {
            entries.put(ModelMetadata.PREFIX + key, value);
        }
    }
}
