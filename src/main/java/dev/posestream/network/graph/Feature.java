package dev.posestream.network.graph;

/**
 * What flows between operations: for each picture of a batch, channels × height × width numbers.
 *
 * @param id unique in its graph, counted from 0 in the order of making
 */
public record Feature(int id, int channels, int height, int width) {

    public Feature {
        if (id < 0 || channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("feature " + id + " of " + channels + "x" + height + "x" + width + ", expected at least 1 of each");
        }
    }

    /** Numbers in one channel. */
    public int positions() {
        return height * width;
    }

    public boolean hasSizeOf(Feature other) {
        return height == other.height && width == other.width;
    }

    /** Whether each of its numbers goes with a whole row, column or map of the other, or all sizes agree. */
    public boolean isBroadcastTo(Feature other) {
        return (height == 1 || height == other.height) && (width == 1 || width == other.width);
    }

    @Override
    public String toString() {
        return "#" + id + " " + channels + "x" + height + "x" + width;
    }
}
