package dev.posestream.network.onnx;

import dev.posestream.network.BadModelException;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.graph.Feature;
import java.util.List;

/**
 * A model that tells how many channels ONNX Runtime puts into a block on the machine where it runs: it takes {@link #SIDE}×{@link #SIDE} pixels
 * and gives {@link #BLOCKS} blocks. It can't be loaded where there are no blocks.
 */
public final class BlockProbe {

    public static final int SIDE = 2;
    public static final int BLOCKS = 3;

    private BlockProbe() {}

    public static OnnxFile model() {
        OnnxBuilder onnx = new OnnxBuilder("block", 1);
        onnx.input("image", new Feature(0, 3, SIDE, SIDE));
        // Blocks are filled up from four channels.
        String few = onnx.reshaped("image", 1, 4, BLOCKS, 1);
        onnx.freeOutput(onnx.blocked("ReorderInput", List.of(few)));
        try {
            return OnnxFile.of("block probe", onnx.build("posestream").toByteArray());
        } catch (BadModelException e) {
            throw new IllegalStateException(e);
        }
    }
}
