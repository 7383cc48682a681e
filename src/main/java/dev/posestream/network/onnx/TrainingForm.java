package dev.posestream.network.onnx;

import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.graph.Graph;

/**
 * A network as ONNX for training: batch norms stay, and every parameter is an initializer of the checkpoint's name, so that a trainer
 * finds what it trains and weights can be read back. Takes any batch size.
 */
public final class TrainingForm {

    private TrainingForm() {}

    /** The model, with no description in its metadata. */
    public static OnnxFile write(Graph network, Checkpoint checkpoint) {
        OnnxBuilder onnx = new OnnxBuilder(network.name());
        checkpoint.values().forEach(onnx::tensor);
        return new PlainForm(network, onnx).file();
    }
}
