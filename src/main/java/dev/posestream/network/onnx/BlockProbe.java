package dev.posestream.network.onnx;

import dev.posestream.network.BadModelException;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.graph.Feature;
import java.util.List;

/**
 * A model that tells how many channels ONNX Runtime puts into a block on the machine where it runs: fed with {@link #CHANNELS} channels of one
 * number, its output has a whole block of channels. It can't be loaded where there are no blocks.
 */
public final class BlockProbe {

    public static final int CHANNELS = 4;

    private BlockProbe() {}

    public static OnnxFile model() {
        OnnxBuilder onnx = new OnnxBuilder("block", 1);
        Feature few = new Feature(0, CHANNELS, 1, 1);
        onnx.input("image", few);
        onnx.node(Layouts.BLOCKED_DOMAIN, "blocked", "ReorderInput", List.of("image"));
        onnx.freeOutput("blocked");
        try {
            return OnnxFile.of("block probe", onnx.build("posestream").toByteArray());
        } catch (BadModelException e) {
            throw new IllegalStateException(e);
        }
    }
}
