package dev.posestream.network.onnx;

import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.checkpoint.Tensor;
import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Wiring;
import java.util.List;

/**
 * A frozen network as ONNX that runs anywhere: standard operators only, any batch size, any execution provider. On a CPU {@link BlockedForm}
 * is faster.
 */
public final class ServingForm extends PlainForm {

    private final Wiring wiring;

    private ServingForm(Graph network, OnnxBuilder onnx) {
        super(network, onnx);
        wiring = new Wiring(network);
    }

    public static OnnxFile write(Graph network, Checkpoint checkpoint) {
        return write(FrozenGraph.of(network, checkpoint));
    }

    /** The model, with no description in its metadata; its initializers have the constants' names. */
    public static OnnxFile write(FrozenGraph frozen) {
        OnnxBuilder onnx = new OnnxBuilder(frozen.graph().name());
        frozen.graph().parameters().forEach(constant -> onnx.tensor(constant.name(), new Tensor.Floats(constant.shape(), frozen.value(constant))));
        return new ServingForm(frozen.graph(), onnx).file();
    }

    @Override
    void write(Operation operation) {
        boolean writtenWithItsShuffle = operation instanceof Operation.Concat concat && interleaves(concat);
        if (!writtenWithItsShuffle) {
            super.write(operation);
        }
    }

    /** A single channel of sums over channels is a product of matrices, which takes a channel at a time as it lies in memory. */
    @Override
    void convolution(Operation.Convolution it) {
        Feature x = it.input();
        if (it.output().channels() > 1 || it.kernel() > 1 || it.bias().isPresent()) {
            super.convolution(it);
            return;
        }
        String sums = onnx.product(onnx.reshaped(it.weight().name(), 1, x.channels()), onnx.reshaped(name(x), 0, x.channels(), -1));
        onnx.reshape(name(it.output()), sums, 0, 1, x.height(), x.width());
    }

    @Override
    void shuffle(Operation.Shuffle it) {
        if (wiring.maker(it.input()).orElse(null) instanceof Operation.Concat concat && interleaves(concat)) {
            List<String> parts = concat.inputs().stream().map(part -> onnx.reshaped(name(part), 0, part.channels(), 1, -1)).toList();
            String interleaved = onnx.temporary();
            onnx.node(interleaved, "Concat", parts, OnnxBuilder.integer("axis", 2));
            onnx.reshape(name(it.output()), interleaved, 0, it.output().channels(), it.output().height(), it.output().width());
        } else {
            super.shuffle(it);
        }
    }

    private boolean interleaves(Operation.Concat concat) {
        return wiring.onlyReader(concat.output()).orElse(null) instanceof Operation.Shuffle shuffle && shuffle.groups() == concat.inputs().size()
                && concat.inputs().stream().mapToInt(Feature::channels).distinct().count() == 1;
    }
}
