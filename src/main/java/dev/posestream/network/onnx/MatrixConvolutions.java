package dev.posestream.network.onnx;

import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.graph.Operation.Convolution;
import java.util.ArrayList;
import java.util.List;

/** Writes as products of matrices those 1×1 convolutions for which blocks do not pay: masks, and what reads numbers that lie channels last. */
final class MatrixConvolutions {

    private final FrozenGraph frozen;
    private final OnnxBuilder onnx;
    private final Layouts layouts;

    MatrixConvolutions(FrozenGraph frozen, OnnxBuilder onnx, Layouts layouts) {
        this.frozen = frozen;
        this.onnx = onnx;
        this.layouts = layouts;
    }

    /** To be asked once the convolution's input is written. */
    boolean suit(Convolution it) {
        boolean lastAnyway = layouts.has(it.input(), Layout.LAST) && !layouts.has(it.input(), Layout.BLOCKED);
        return isMask(it) || it.kernel() == 1 && it.groups() == 1 && it.stride() == 1 && (it.input().positions() == 1 || lastAnyway);
    }

    void write(Convolution it) {
        if (isMask(it)) {
            String weight = onnx.constant(frozen.value(it.weight()), 1, it.input().channels());
            layouts.put(it.output(), Layout.FLAT, onnx.product(weight, layouts.get(it.input(), Layout.FLAT)));
        } else {
            layouts.put(it.output(), Layout.LAST, product(it));
        }
    }

    private static boolean isMask(Convolution it) {
        return it.output().channels() == 1 && it.kernel() == 1 && it.bias().isEmpty();
    }

    private String product(Convolution it) {
        int in = it.input().channels();
        int out = it.output().channels();
        float[] weight = frozen.value(it.weight());
        float[] transposed = new float[weight.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                transposed[i * out + o] = weight[o * in + i];
            }
        }
        List<String> inputs = new ArrayList<>(List.of(layouts.get(it.input(), Layout.LAST), onnx.constant(transposed, in, out)));
        it.bias().ifPresent(bias -> inputs.add(onnx.constant(frozen.value(bias), out)));
        return onnx.result("Gemm", inputs);
    }
}
