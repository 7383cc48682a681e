package dev.posestream.inference;

import dev.posestream.network.ModelDescription;

/** Finds the place a heatmap points at. A pure function. */
interface PeakDecoder {

    /**
     * @param maps    holds a heatmap of {@code rows}×{@code columns} cells, row by row, from {@code offset} on
     * @param rows    at least 1
     * @param columns at least 1
     */
    Peak decode(float[] maps, int offset, int rows, int columns);

    static PeakDecoder of(ModelDescription.Decoder decoder) {
        return switch (decoder) {
            case HEATMAP -> new HeatmapDecoder();
            case HEATMAP_DARK -> new DarkDecoder();
            case CENTER -> throw new IllegalArgumentException("decoder " + decoder.label() + " reads boxes, not keypoints");
        };
    }
}
