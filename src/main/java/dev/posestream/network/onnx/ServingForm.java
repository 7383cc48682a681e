package dev.posestream.network.onnx;

import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.checkpoint.Tensor;
import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Parameter;
import dev.posestream.network.graph.Wiring;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A frozen network as ONNX that runs anywhere: standard operators only, any batch size, any execution provider. On a CPU {@link BlockedForm}
 * is faster.
 */
public final class ServingForm extends PlainForm {

    private final FrozenGraph frozen;
    private final Wiring wiring;
    private final Set<Parameter> written = new HashSet<>();

    private ServingForm(FrozenGraph frozen) {
        super(frozen.graph(), new OnnxBuilder(frozen.graph().name()));
        this.frozen = frozen;
        wiring = new Wiring(frozen.graph());
    }

    public static OnnxFile write(Graph network, Checkpoint checkpoint) {
        return write(FrozenGraph.of(network, checkpoint));
    }

    /** The model, with no description in its metadata; its initializers have the constants' names. */
    public static OnnxFile write(FrozenGraph frozen) {
        return new ServingForm(frozen).file();
    }

    /** Written with the sizes that are needed, as whoever loads the model would else compute for a while. */
    @Override
    String shaped(Parameter constant, long... sizes) {
        if (written.add(constant)) {
            List<Integer> shape = Arrays.stream(sizes).mapToObj(Math::toIntExact).toList();
            onnx.tensor(constant.name(), new Tensor.Floats(shape, frozen.value(constant)));
        }
        return constant.name();
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
        String sums = onnx.product(shaped(it.weight(), 1, x.channels()), onnx.reshaped(name(x), 0, x.channels(), -1));
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
        return wiring.onlyReader(concat.output()).orElse(null) instanceof Operation.Shuffle shuffle && shuffle.interleaves(concat);
    }
}
