package dev.posestream.network.onnx;

import dev.posestream.network.BadModelException;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.graph.Operation;
import dev.posestream.network.graph.Operation.Add;
import dev.posestream.network.graph.Operation.Affine;
import dev.posestream.network.graph.Operation.Concat;
import dev.posestream.network.graph.Operation.Convolution;
import dev.posestream.network.graph.Operation.DynamicConvolution;
import dev.posestream.network.graph.Operation.Multiply;
import dev.posestream.network.graph.Operation.Relu;
import dev.posestream.network.graph.Operation.Shuffle;
import dev.posestream.network.graph.Wiring;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A frozen network as ONNX for one CPU and one picture at a time: each operation in the memory layout that suits it, convolutions in blocks of
 * channels with sums and ReLUs taken along. ONNX Runtime blocks convolutions itself, but only those with constant weights; written this
 * way the dynamic ones, whose kernel is mixed out of a bank, are mixed and run in blocks too, several times as fast.
 */
public final class BlockedForm {

    private final Graph network;
    private final Wiring wiring;
    private final OnnxBuilder onnx;
    private final Layouts layouts;
    private final MatrixConvolutions matrices;
    private final BlockedConvolutions convolutions;
    private final LaidOutSteps steps;
    private final Set<Operation> leftToReader = new HashSet<>();

    private BlockedForm(FrozenGraph frozen, int block) {
        network = frozen.graph();
        wiring = new Wiring(network);
        onnx = new OnnxBuilder(network.name(), 1);
        layouts = new Layouts(onnx, block);
        matrices = new MatrixConvolutions(frozen, onnx, layouts);
        convolutions = new BlockedConvolutions(frozen, onnx, layouts, block);
        steps = new LaidOutSteps(frozen, onnx, layouts);
    }

    /**
     * @param block channels in a block where the model will run
     * @throws UnsupportedOperationException when the network has a step that can't be written so
     */
    public static OnnxFile write(FrozenGraph frozen, int block) {
        BlockedForm form = new BlockedForm(frozen, block);
        form.write();
        try {
            return OnnxFile.of(frozen.graph().name(), form.onnx.build("posestream").toByteArray());
        } catch (BadModelException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write() {
        onnx.input("image", network.input());
        layouts.put(network.input(), Layout.PLAIN, "image");
        for (Operation operation : network.operations()) {
            if (goesWithItsReader(operation)) {
                leftToReader.add(operation);
            } else {
                write(operation);
            }
        }
        for (Graph.Output output : network.outputs()) {
            onnx.output(output.name(), output.feature());
            onnx.node(output.name(), "Identity", List.of(layouts.get(output.feature(), Layout.PLAIN)));
        }
    }

    /** A convolution takes the sum and the ReLU after it along, a shuffle the concatenation before it, a batch norm the product before it. */
    private boolean goesWithItsReader(Operation operation) {
        Operation reader = operation.outputs().size() == 1 ? wiring.onlyReader(operation.outputs().get(0)).orElse(null) : null;
        if (reader instanceof Relu || reader instanceof Add) {
            return operation instanceof Add || takesSums(operation);
        }
        return operation instanceof Concat concat && reader instanceof Shuffle shuffle && shuffle.interleaves(concat)
                || operation instanceof Multiply product && reader instanceof Affine && product.second().positions() == 1;
    }

    /** Whether it becomes a blocked convolution. */
    private boolean takesSums(Operation operation) {
        return operation instanceof DynamicConvolution || operation instanceof Affine affine && leftBefore(affine).isEmpty()
                || operation instanceof Convolution convolution && !matrices.suit(convolution);
    }

    /** What makes the operation's input, where that is to be written with the operation. */
    private Optional<Operation> leftBefore(Operation.Simple operation) {
        return wiring.maker(operation.input()).filter(leftToReader::contains);
    }

    private void write(Operation operation) {
        if (takesSums(operation)) {
            layouts.put(operation.outputs().get(0), Layout.BLOCKED, convolutions.write(operation, Optional.empty(), false));
        } else if (operation instanceof Convolution it) {
            matrices.write(it);
        } else if (operation instanceof Relu it) {
            sum(it.output(), terms(it.input()), true);
        } else if (operation instanceof Add it) {
            sum(it.output(), terms(it), false);
        } else if (operation instanceof Affine it && leftBefore(it).orElse(null) instanceof Multiply product) {
            steps.scaledProduct(product, it);
        } else if (operation instanceof Shuffle it && leftBefore(it).orElse(null) instanceof Concat parts) {
            steps.interleave(parts, it);
        } else {
            steps.write(operation);
        }
    }

    private List<Feature> terms(Feature feature) {
        return wiring.maker(feature).filter(leftToReader::contains).orElse(null) instanceof Add sum ? terms(sum) : List.of(feature);
    }

    private List<Feature> terms(Add sum) {
        List<Feature> terms = new ArrayList<>(terms(sum.first()));
        terms.addAll(terms(sum.second()));
        return terms;
    }

    private void sum(Feature output, List<Feature> terms, boolean rectified) {
        List<Operation> taking = new ArrayList<>();
        List<Feature> others = new ArrayList<>();
        for (Feature term : terms) {
            wiring.maker(term).filter(leftToReader::contains).ifPresentOrElse(taking::add, () -> others.add(term));
        }
        Layout layout = !taking.isEmpty() ? Layout.BLOCKED : layouts.present(others.get(0));
        String sum = null;
        for (Feature other : others) {
            String term = layouts.get(other, layout);
            sum = sum == null ? term : onnx.result("Add", List.of(sum, term));
        }
        for (int i = 0; i < taking.size(); i++) {
            sum = convolutions.write(taking.get(i), Optional.ofNullable(sum), rectified && i == taking.size() - 1);
        }
        layouts.put(output, layout, rectified && taking.isEmpty() ? onnx.result("Relu", List.of(sum)) : sum);
    }
}
