package dev.posestream.network.graph;

import dev.posestream.network.graph.Parameter.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place in a graph that is being written: operations are added to the graph, and parameters get the place's name in front. Asking twice for
 * the same parameter gives the same one, so a layer that is applied twice has its weights once.
 */
public final class Scope {

    private static final Start ZERO = new Start.Constant(0);
    private static final Start ONE = new Start.Constant(1);
    private static final Start SMALL = new Start.Normal(0.001);

    private final Draft draft;
    private final String prefix;

    private Scope(Draft draft, String prefix) {
        this.draft = draft;
        this.prefix = prefix;
    }

    /** What has been written so far. */
    private static final class Draft {
        private final List<Operation> operations = new ArrayList<>();
        private final Map<String, Parameter> parameters = new LinkedHashMap<>();
        private int features;

        Feature feature(int channels, int height, int width) {
            return new Feature(features++, channels, height, width);
        }
    }

    /** How a network is written: from its input to its outputs. */
    public interface Body {
        List<Graph.Output> write(Scope root, Feature input);
    }

    public static Graph write(String name, int channels, int height, int width, Body body) {
        Draft draft = new Draft();
        Feature input = draft.feature(channels, height, width);
        List<Graph.Output> outputs = body.write(new Scope(draft, ""), input);
        return new Graph(name, input, outputs, draft.operations, List.copyOf(draft.parameters.values()));
    }

    /** The place inside this one. */
    public Scope at(String name) {
        return new Scope(draft, prefix + name + ".");
    }

    public Scope at(int index) {
        return at(Integer.toString(index));
    }

    /** {@code weight}, without bias. */
    public Feature convolution(Feature x, int channels, int kernel, int stride, int groups) {
        return convolution(x, channels, kernel, stride, groups, Optional.empty());
    }

    /** 1×1 with {@code weight} and {@code bias}. */
    public Feature projection(Feature x, int channels) {
        return projection(x, channels, ZERO);
    }

    /** @param biasStart for an output that should not begin at 0 */
    public Feature projection(Feature x, int channels, Start biasStart) {
        return convolution(x, channels, 1, 1, 1, Optional.of(biasStart));
    }

    private Feature convolution(Feature x, int channels, int kernel, int stride, int groups, Optional<Start> biasStart) {
        Parameter weight = parameter("weight", Kind.WEIGHT, SMALL, channels, x.channels() / groups, kernel, kernel);
        Optional<Parameter> bias = biasStart.map(start -> parameter("bias", Kind.WEIGHT, start, channels));
        Feature y = draft.feature(channels, strided(x.height(), stride), strided(x.width(), stride));
        draft.operations.add(new Operation.Convolution(x, y, weight, bias, stride, groups));
        return y;
    }

    /** {@code weight} and {@code bias} of a 1×1 convolution that checkpoints hold and nothing reads. */
    public void unusedProjection(Feature x, int channels) {
        parameter("weight", Kind.WEIGHT, SMALL, channels, x.channels(), 1, 1);
        parameter("bias", Kind.WEIGHT, ZERO, channels);
    }

    /** {@code weight}: a bank with a kernel for each number of {@code attention}. */
    public Feature dynamicConvolution(Feature x, Feature attention, int channels, int kernel, int stride, int groups) {
        Parameter bank = parameter("weight", Kind.WEIGHT, new Start.KaimingUniform(), attention.channels(), channels, x.channels() / groups, kernel, kernel);
        Feature y = draft.feature(channels, strided(x.height(), stride), strided(x.width(), stride));
        draft.operations.add(new Operation.DynamicConvolution(x, attention, y, bank, Optional.empty(), stride, groups));
        return y;
    }

    public Feature batchNorm(Feature x) {
        int c = x.channels();
        Normalization by = new Normalization(parameter("weight", Kind.WEIGHT, ONE, c), parameter("bias", Kind.WEIGHT, ZERO, c),
                parameter("running_mean", Kind.STATISTIC, ZERO, c), parameter("running_var", Kind.STATISTIC, ONE, c),
                parameter("num_batches_tracked", Kind.COUNTER, ZERO));
        Feature y = same(x);
        draft.operations.add(new Operation.BatchNorm(x, y, by));
        return y;
    }

    public Feature relu(Feature x) {
        Feature y = same(x);
        draft.operations.add(new Operation.Relu(x, y));
        return y;
    }

    public Feature sigmoid(Feature x) {
        Feature y = same(x);
        draft.operations.add(new Operation.Sigmoid(x, y));
        return y;
    }

    public Feature averagePool(Feature x) {
        Feature y = draft.feature(x.channels(), 1, 1);
        draft.operations.add(new Operation.AveragePool(x, y));
        return y;
    }

    public Feature stripPool(Feature x) {
        Feature y = draft.feature(x.channels(), x.height() + x.width(), 1);
        draft.operations.add(new Operation.StripPool(x, y));
        return y;
    }

    /** @return rows, then columns */
    public List<Feature> stripSplit(Feature x, int height, int width) {
        Feature rows = draft.feature(x.channels(), height, 1);
        Feature columns = draft.feature(x.channels(), 1, width);
        draft.operations.add(new Operation.StripSplit(x, rows, columns));
        return List.of(rows, columns);
    }

    public Feature scale(Feature x, double factor) {
        Feature y = same(x);
        draft.operations.add(new Operation.Scale(x, y, factor));
        return y;
    }

    public Feature positionSoftmax(Feature x) {
        Feature y = same(x);
        draft.operations.add(new Operation.PositionSoftmax(x, y));
        return y;
    }

    public Feature weightedPool(Feature x, Feature weights) {
        Feature y = draft.feature(x.channels(), 1, 1);
        draft.operations.add(new Operation.WeightedPool(x, weights, y));
        return y;
    }

    public Feature scrambledPool(Feature x, Feature weights, int height, int width) {
        Feature y = draft.feature(x.channels(), height, width);
        draft.operations.add(new Operation.ScrambledPool(x, weights, y));
        return y;
    }

    public Feature add(Feature x, Feature other) {
        Feature y = same(x);
        draft.operations.add(new Operation.Add(x, other, y));
        return y;
    }

    public Feature multiply(Feature x, Feature by) {
        Feature y = same(x);
        draft.operations.add(new Operation.Multiply(x, by, y));
        return y;
    }

    public List<Feature> split(Feature x, List<Integer> channels) {
        List<Feature> parts = channels.stream().map(c -> draft.feature(c, x.height(), x.width())).toList();
        draft.operations.add(new Operation.Split(x, parts));
        return parts;
    }

    public Feature concat(List<Feature> parts) {
        Feature first = parts.get(0);
        Feature y = draft.feature(parts.stream().mapToInt(Feature::channels).sum(), first.height(), first.width());
        draft.operations.add(new Operation.Concat(parts, y));
        return y;
    }

    public Feature shuffle(Feature x, int groups) {
        Feature y = same(x);
        draft.operations.add(new Operation.Shuffle(x, y, groups));
        return y;
    }

    public Feature upsampleNearest(Feature x, int height, int width) {
        Feature y = draft.feature(x.channels(), height, width);
        draft.operations.add(new Operation.UpsampleNearest(x, y));
        return y;
    }

    public Feature upsampleBilinear(Feature x, int height, int width) {
        Feature y = draft.feature(x.channels(), height, width);
        draft.operations.add(new Operation.UpsampleBilinear(x, y));
        return y;
    }

    private Feature same(Feature x) {
        return draft.feature(x.channels(), x.height(), x.width());
    }

    private static int strided(int size, int stride) {
        return (size + stride - 1) / stride;
    }

    private Parameter parameter(String name, Kind kind, Start start, Integer... shape) {
        Parameter wanted = new Parameter(prefix + name, kind, Arrays.asList(shape), start);
        Parameter known = draft.parameters.putIfAbsent(wanted.name(), wanted);
        if (known != null && !known.equals(wanted)) {
            throw new IllegalStateException("parameter " + known + " is also asked for as " + wanted);
        }
        return wanted;
    }
}
