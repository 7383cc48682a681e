package dev.posestream.network.onnx;

/** How the numbers of a feature of one picture lie in memory. */
enum Layout {
    /** [1, channels, height, width]: ONNX's own. */
    PLAIN,
    /** [channels, positions]: the same numbers as {@link #PLAIN}. */
    FLAT,
    /** [positions, channels]. */
    LAST,
    /**
     * Channels in blocks of 8 or 16, as many as a vector register holds: in memory [1, channels / block, height, width, block], the last
     * block filled up; ONNX Runtime calls it NCHWc and declares it [1, channels filled up, height, width].
     */
    BLOCKED
}
