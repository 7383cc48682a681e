package dev.posestream.network.onnx;

import static dev.posestream.network.onnx.OnnxBuilder.integer;
import static dev.posestream.network.onnx.OnnxBuilder.list;
import static dev.posestream.network.onnx.OnnxBuilder.real;

import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.graph.Feature;
import dev.posestream.network.graph.Operation;
import java.util.Arrays;
import java.util.List;

/** Writes the steps between convolutions, each in the layout in which it is fastest or its input lies. */
final class LaidOutSteps {

    private final FrozenGraph frozen;
    private final OnnxBuilder onnx;
    private final Layouts layouts;

    LaidOutSteps(FrozenGraph frozen, OnnxBuilder onnx, Layouts layouts) {
        this.frozen = frozen;
        this.onnx = onnx;
        this.layouts = layouts;
    }

    /** @throws UnsupportedOperationException when there is no way to write it */
    void write(Operation operation) {
        if (operation instanceof Operation.Sigmoid it) {
            Layout layout = layouts.present(it.input());
            layouts.put(it.output(), layout, onnx.result("Sigmoid", List.of(layouts.get(it.input(), layout))));
        } else if (operation instanceof Operation.AveragePool it) {
            averagePool(it);
        } else if (operation instanceof Operation.PositionSoftmax it) {
            layouts.put(it.output(), Layout.FLAT, onnx.result("Softmax", List.of(layouts.get(it.input(), Layout.FLAT)), integer("axis", -1)));
        } else if (operation instanceof Operation.WeightedPool it) {
            String pooled = onnx.product(layouts.get(it.first(), Layout.FLAT), layouts.get(it.second(), Layout.LAST));
            layouts.put(it.output(), Layout.FLAT, pooled);
        } else if (operation instanceof Operation.ScrambledPool it) {
            scrambledPool(it);
        } else if (operation instanceof Operation.Multiply it) {
            multiply(it);
        } else if (operation instanceof Operation.Split it) {
            split(it);
        } else if (operation instanceof Operation.Concat it) {
            concat(it);
        } else if (operation instanceof Operation.Shuffle it) {
            shuffle(it);
        } else if (operation instanceof Operation.StripPool it) {
            String pooled = onnx.temporary();
            onnx.stripPool(pooled, layouts.get(it.input(), Layout.PLAIN), it.input());
            layouts.put(it.output(), Layout.PLAIN, pooled);
        } else if (operation instanceof Operation.StripSplit it) {
            stripSplit(it);
        } else if (operation instanceof Operation.Scale it) {
            String scaled = onnx.temporary();
            onnx.scale(scaled, layouts.get(it.input(), Layout.PLAIN), it.factor());
            layouts.put(it.output(), Layout.PLAIN, scaled);
        } else if (operation instanceof Operation.UpsampleNearest it) {
            layouts.put(it.output(), Layout.BLOCKED, enlarged(it.input(), it.output()));
        } else if (operation instanceof Operation.UpsampleBilinear it) {
            upsampleBilinear(it);
        } else {
            throw new UnsupportedOperationException("no blocked form of " + operation);
        }
    }

    /** A product with a number for each channel goes into the factors of what follows: one pass over the feature instead of three. */
    void scaledProduct(Operation.Multiply product, Operation.Affine affine) {
        int channels = affine.input().channels();
        String scale = onnx.constant(frozen.value(affine.scale()), channels);
        String factors = onnx.reshaped(onnx.result("Mul", List.of(layouts.get(product.second(), Layout.LAST), scale)), channels);
        // With mean 0 and variance 1 it is x · factor + shift, and the only operator that does both at once.
        List<String> inputs = List.of(layouts.get(product.first(), Layout.PLAIN), factors, onnx.constant(frozen.value(affine.shift()), channels),
                onnx.constant(filled(channels, 0), channels), onnx.constant(filled(channels, 1), channels));
        layouts.put(affine.output(), Layout.PLAIN, onnx.result("BatchNormalization", inputs, real("epsilon", 0)));
    }

    /** Concatenates so that the channels of the parts take turns. */
    void interleave(Operation.Concat parts, Operation.Shuffle shuffle) {
        Feature y = shuffle.output();
        List<String> apart = parts.inputs().stream()
                .map(part -> onnx.reshaped(layouts.get(part, Layout.PLAIN), part.channels(), 1, part.positions())).toList();
        layouts.put(y, Layout.PLAIN, onnx.reshaped(onnx.concat(apart, 1), 1, y.channels(), y.height(), y.width()));
    }

    private void averagePool(Operation.AveragePool it) {
        if (layouts.has(it.input(), Layout.BLOCKED)) {
            layouts.put(it.output(), Layout.BLOCKED, onnx.blocked("GlobalAveragePool", List.of(layouts.get(it.input(), Layout.BLOCKED))));
        } else {
            layouts.put(it.output(), Layout.PLAIN, onnx.result("GlobalAveragePool", List.of(layouts.get(it.input(), Layout.PLAIN))));
        }
    }

    private void scrambledPool(Operation.ScrambledPool it) {
        int places = it.output().positions();
        int channels = it.output().channels();
        int run = it.first().positions() / places;
        String runs = onnx.reshaped(layouts.get(it.first(), Layout.PLAIN), places, channels, run);
        String factors = onnx.reshaped(layouts.get(it.second(), Layout.FLAT), places, run, 1);
        layouts.put(it.output(), Layout.LAST, onnx.reshaped(onnx.product(runs, factors), places, channels));
    }

    private void multiply(Operation.Multiply it) {
        Feature x = it.first();
        Feature by = it.second();
        if (by.isBroadcastTo(x) && !by.hasSizeOf(x)) {
            layouts.put(it.output(), Layout.PLAIN, onnx.result("Mul", List.of(layouts.get(x, Layout.PLAIN), layouts.get(by, Layout.PLAIN))));
        } else {
            String factors = by.hasSizeOf(x) ? layouts.get(by, Layout.BLOCKED) : enlarged(by, x);
            layouts.put(it.output(), Layout.BLOCKED, onnx.result("Mul", List.of(layouts.get(x, Layout.BLOCKED), factors)));
        }
    }

    private String enlarged(Feature x, Feature size) {
        return onnx.blocked("Upsample", List.of(layouts.get(x, Layout.BLOCKED)),
                list("scales", 1, 1, size.height() / x.height(), size.width() / x.width()));
    }

    private void split(Operation.Split it) {
        boolean wholeBlocks = layouts.has(it.input(), Layout.BLOCKED) && it.outputs().stream().allMatch(layouts::isWholeBlocks);
        Layout layout = wholeBlocks ? Layout.BLOCKED : layouts.has(it.input(), Layout.LAST) ? Layout.LAST : Layout.PLAIN;
        List<String> parts = it.outputs().stream().map(part -> onnx.temporary()).toList();
        onnx.split(parts, layouts.get(it.input(), layout), 1, it.outputs().stream().mapToLong(Feature::channels).toArray());
        for (int i = 0; i < parts.size(); i++) {
            layouts.put(it.outputs().get(i), layout, parts.get(i));
        }
    }

    private void concat(Operation.Concat it) {
        boolean last = it.inputs().stream().anyMatch(part -> layouts.has(part, Layout.LAST));
        boolean wholeBlocks = it.inputs().stream().allMatch(part -> layouts.has(part, Layout.BLOCKED) && layouts.isWholeBlocks(part));
        Layout layout = last ? Layout.LAST : wholeBlocks ? Layout.BLOCKED : Layout.PLAIN;
        layouts.put(it.output(), layout, onnx.concat(it.inputs().stream().map(part -> layouts.get(part, layout)).toList(), 1));
    }

    private void shuffle(Operation.Shuffle it) {
        Feature x = it.input();
        String apart = onnx.reshaped(layouts.get(x, Layout.PLAIN), it.groups(), x.channels() / it.groups(), x.positions());
        layouts.put(it.output(), Layout.PLAIN, onnx.reshaped(onnx.transposed(apart, 1, 0, 2), 1, x.channels(), x.height(), x.width()));
    }

    private void stripSplit(Operation.StripSplit it) {
        String rows = onnx.temporary();
        String columns = onnx.temporary();
        onnx.stripSplit(rows, columns, layouts.get(it.input(), Layout.PLAIN), it.rows().height(), it.columns());
        layouts.put(it.rows(), Layout.PLAIN, rows);
        layouts.put(it.columns(), Layout.PLAIN, columns);
    }

    /** Two products of matrices: along the rows, then along the columns. */
    private void upsampleBilinear(Operation.UpsampleBilinear it) {
        Feature x = it.input();
        Feature y = it.output();
        String rows = onnx.reshaped(layouts.get(x, Layout.PLAIN), x.channels(), x.height(), x.width());
        String wide = onnx.product(rows, onnx.constant(Bilinear.transposed(x.width(), y.width()), x.width(), y.width()));
        String tall = onnx.product(onnx.constant(Bilinear.matrix(x.height(), y.height()), y.height(), x.height()), wide);
        layouts.put(y, Layout.PLAIN, onnx.reshaped(tall, 1, y.channels(), y.height(), y.width()));
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }
}
