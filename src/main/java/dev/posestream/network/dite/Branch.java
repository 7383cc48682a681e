package dev.posestream.network.dite;

import java.util.List;

/**
 * One of the four resolutions that the network carries side by side; branch i has 1/4 / 2^i of the input's size.
 *
 * @param channels    of its features
 * @param convolution of a block, on half of the channels
 * @param context     of a block, likewise
 */
record Branch(int channels, DynamicSplitConvolution convolution, GlobalContextModelling context) {

    static final List<Branch> ALL = List.of(
            new Branch(40, new DynamicSplitConvolution(1, 4), new GlobalContextModelling(4)),
            new Branch(80, new DynamicSplitConvolution(1, 4), new GlobalContextModelling(4)),
            new Branch(160, new DynamicSplitConvolution(2, 2), new GlobalContextModelling(8)),
            new Branch(320, new DynamicSplitConvolution(4, 1), new GlobalContextModelling(8)));
}
