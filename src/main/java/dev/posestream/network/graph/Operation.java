package dev.posestream.network.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One step of a network. What it computes is said for one picture of the batch; H and W are those of its input. */
public sealed interface Operation {

    List<Feature> inputs();

    List<Feature> outputs();

    /** The same step between other features of the same sizes. */
    Operation with(List<Feature> inputs, List<Feature> outputs);

    /** In the order in which {@link Graph#parameters()} has them. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** Products that are added up for one picture; as usual in the field, those of convolutions only. */
    default long multiplyAdds() {
        return 0;
    }

    /** One input, one output. */
    sealed interface Simple extends Operation {

        Feature input();

        Feature output();

        @Override
        default List<Feature> inputs() {
            return List.of(input());
        }

        @Override
        default List<Feature> outputs() {
            return List.of(output());
        }
    }

    /** Two inputs, one output. */
    sealed interface Pair extends Operation {

        Feature first();

        Feature second();

        Feature output();

        @Override
        default List<Feature> inputs() {
            return List.of(first(), second());
        }

        @Override
        default List<Feature> outputs() {
            return List.of(output());
        }
    }

    /** Convolution with weight [out, in / groups, kernel, kernel], zero-padded by (kernel - 1) / 2 at each side. */
    record Convolution(Feature input, Feature output, Parameter weight, Optional<Parameter> bias, int stride, int groups) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new Convolution(inputs.get(0), outputs.get(0), weight, bias, stride, groups);
        }

        @Override
        public List<Parameter> parameters() {
            return Stream.concat(Stream.of(weight), bias.stream()).toList();
        }

        @Override
        public long multiplyAdds() {
            return weight.size() * output.positions();
        }

        public int kernel() {
            return weight.shape().get(2);
        }
    }

    /**
     * Convolution whose kernel is, for each picture, the sum of a bank of kernels [n, out, in / groups, kernel, kernel] weighted by n
     * numbers of that picture; a bias, which frozen networks have, is not weighted.
     */
    record DynamicConvolution(Feature input, Feature attention, Feature output, Parameter bank, Optional<Parameter> bias, int stride, int groups) implements Operation {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new DynamicConvolution(inputs.get(0), inputs.get(1), outputs.get(0), bank, bias, stride, groups);
        }

        @Override
        public List<Feature> inputs() {
            return List.of(input, attention);
        }

        @Override
        public List<Feature> outputs() {
            return List.of(output);
        }

        @Override
        public List<Parameter> parameters() {
            return Stream.concat(Stream.of(bank), bias.stream()).toList();
        }

        /** Of the convolution, without the mixing of its kernel. */
        @Override
        public long multiplyAdds() {
            return bank.size() / kernels() * output.positions();
        }

        public int kernels() {
            return bank.shape().get(0);
        }

        public int kernel() {
            return bank.shape().get(3);
        }
    }

    /** (x - mean) / √(variance + 1e-5) · scale + shift, for each channel. */
    record BatchNorm(Feature input, Feature output, Normalization by) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new BatchNorm(inputs.get(0), outputs.get(0), by);
        }

        @Override
        public List<Parameter> parameters() {
            return by.parameters();
        }
    }

    /** x · scale + shift, for each channel: what is left of batch norms when a network is frozen. */
    record Affine(Feature input, Feature output, Parameter scale, Parameter shift) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new Affine(inputs.get(0), outputs.get(0), scale, shift);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(scale, shift);
        }
    }

    /** max(x, 0). */
    record Relu(Feature input, Feature output) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new Relu(inputs.get(0), outputs.get(0));
        }
    }

    /** 1 / (1 + e^-x). */
    record Sigmoid(Feature input, Feature output) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new Sigmoid(inputs.get(0), outputs.get(0));
        }
    }

    /** The mean of each channel: channels × 1 × 1. */
    record AveragePool(Feature input, Feature output) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new AveragePool(inputs.get(0), outputs.get(0));
        }
    }

    /** The mean of each row, then the mean of each column: channels × (H + W) × 1 (Hou et al., "Strip Pooling", CVPR 2020). */
    record StripPool(Feature input, Feature output) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new StripPool(inputs.get(0), outputs.get(0));
        }
    }

    /** What was pooled by {@link StripPool} apart again: channels × (H + W) × 1 to channels × H × 1 and channels × 1 × W. */
    record StripSplit(Feature input, Feature rows, Feature columns) implements Operation {

        @Override
        public List<Feature> inputs() {
            return List.of(input);
        }

        @Override
        public List<Feature> outputs() {
            return List.of(rows, columns);
        }

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new StripSplit(inputs.get(0), outputs.get(0), outputs.get(1));
        }
    }

    /** Times a number that is not learnt. */
    record Scale(Feature input, Feature output, double factor) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new Scale(inputs.get(0), outputs.get(0), factor);
        }
    }

    /** Softmax over all positions of a map of one channel. */
    record PositionSoftmax(Feature input, Feature output) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new PositionSoftmax(inputs.get(0), outputs.get(0));
        }
    }

    /** For each channel of {@code first} the sum over positions, weighted by the one channel of {@code second}: channels × 1 × 1. */
    record WeightedPool(Feature first, Feature second, Feature output) implements Pair {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new WeightedPool(inputs.get(0), inputs.get(1), outputs.get(0));
        }
    }

    /**
     * Pools runs of R positions into one: channels × H × W to channels × h × w with R = H·W / (h·w). As the authors' code does it,
     * which re-views memory: with M = h·w, the buffer of {@code first} counts as [M, channels, R] and that of {@code second} (1 × H × W) as
     * [M, R]; output[c][m] = Σ_k first[m][c][k] · second[m][k]. So channels and places are mixed; trained weights depend on it.
     */
    record ScrambledPool(Feature first, Feature second, Feature output) implements Pair {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new ScrambledPool(inputs.get(0), inputs.get(1), outputs.get(0));
        }
    }

    /** Sum, number by number. */
    record Add(Feature first, Feature second, Feature output) implements Pair {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new Add(inputs.get(0), inputs.get(1), outputs.get(0));
        }
    }

    /**
     * Product; where {@code second} is smaller, each of its numbers goes with a rectangle of positions (1 × 1 with a whole channel, H × 1
     * each with its row).
     */
    record Multiply(Feature first, Feature second, Feature output) implements Pair {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new Multiply(inputs.get(0), inputs.get(1), outputs.get(0));
        }
    }

    /** Channels cut into parts. */
    record Split(Feature input, List<Feature> outputs) implements Operation {

        public Split {
            outputs = List.copyOf(outputs);
        }

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new Split(inputs.get(0), outputs);
        }

        @Override
        public List<Feature> inputs() {
            return List.of(input);
        }
    }

    /** Channels one after the other. */
    record Concat(List<Feature> inputs, Feature output) implements Operation {

        public Concat {
            inputs = List.copyOf(inputs);
        }

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new Concat(inputs, outputs.get(0));
        }

        @Override
        public List<Feature> outputs() {
            return List.of(output);
        }
    }

    /** Output channel q · groups + p is input channel p · (channels / groups) + q (Zhang et al., "ShuffleNet", CVPR 2018). */
    record Shuffle(Feature input, Feature output, int groups) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new Shuffle(inputs.get(0), outputs.get(0), groups);
        }

        /** Whether it takes a channel of each part in turn, when its input is these parts one after the other. */
        public boolean interleaves(Concat parts) {
            return groups == parts.inputs().size() && parts.inputs().stream().mapToInt(Feature::channels).distinct().count() == 1;
        }
    }

    /** Each number becomes a square. */
    record UpsampleNearest(Feature input, Feature output) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new UpsampleNearest(inputs.get(0), outputs.get(0));
        }
    }

    /** Bilinear, the corners' centres kept in place ({@code align_corners=True}). */
    record UpsampleBilinear(Feature input, Feature output) implements Simple {

        @Override
        public Operation with(List<Feature> inputs, List<Feature> outputs) {
            return new UpsampleBilinear(inputs.get(0), outputs.get(0));
        }
    }
}
