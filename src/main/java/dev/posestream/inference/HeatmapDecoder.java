package dev.posestream.inference;

/**
 * Reads one place per heatmap: the highest cell, moved a quarter cell towards the higher of its neighbours in each direction,
 * as Newell et al. (ECCV 2016) and Xiao et al. (ECCV 2018) do.
 */
final class HeatmapDecoder implements PeakDecoder {

    private static final double SHIFT = 0.25;

    @Override
    public Peak decode(float[] maps, int offset, int rows, int columns) {
        int cell = Heatmaps.highest(maps, offset, rows * columns);
        int x = cell % columns;
        int y = cell / columns;
        int at = offset + cell;
        double dx = x > 0 && x < columns - 1 ? shift(maps[at + 1] - maps[at - 1]) : 0;
        double dy = y > 0 && y < rows - 1 ? shift(maps[at + columns] - maps[at - columns]) : 0;
        return new Peak(x + dx, y + dy, Heatmaps.score(maps[at]));
    }

    private static double shift(float slope) {
        return slope > 0 ? SHIFT : slope < 0 ? -SHIFT : 0;
    }
}
