package dev.posestream.network.onnx;

import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Operation;
import java.util.List;

/**
 * A network as ONNX just as an export of the authors' PyTorch code is: a dynamic convolution folds the batch into its groups, so that a graph
 * takes one batch size only. It is there to be compared with.
 */
public final class ExportedForm extends PlainForm {

    private final int batch;

    private ExportedForm(Graph network, OnnxBuilder onnx, int batch) {
        super(network, onnx);
        this.batch = batch;
    }

    /** The model, with no description in its metadata. */
    public static OnnxFile write(Graph network, Checkpoint checkpoint, int batch) {
        OnnxBuilder onnx = new OnnxBuilder(network.name(), batch);
        checkpoint.values().forEach(onnx::tensor);
        return new ExportedForm(network, onnx, batch).file();
    }

    @Override
    void pointwise(String output, Operation.DynamicConvolution it) {
        batchInGroups(output, it);
    }

    @Override
    void depthwise(String output, Operation.DynamicConvolution it) {
        batchInGroups(output, it);
    }

    private void batchInGroups(String output, Operation.DynamicConvolution it) {
        int in = it.input().channels();
        int out = it.output().channels();
        int k = it.kernel();
        String kernels = onnx.reshaped(mixedKernels(it), (long) batch * out, in / it.groups(), k, k);
        String side = onnx.reshaped(name(it.input()), 1, (long) batch * in, it.input().height(), it.input().width());
        String result = onnx.temporary();
        convolution(result, List.of(side, kernels), k, it.stride(), batch * it.groups());
        onnx.reshape(output, result, batch, out, it.output().height(), it.output().width());
    }
}
