package dev.posestream.inference;

/** What every reading of a heatmap begins with. */
final class Heatmaps {

    private Heatmaps() {}

    /** @return the first of the highest cells, counted from the offset; cells that are no number count as lowest */
    static int highest(float[] maps, int offset, int cells) {
        int best = 0;
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < cells; i++) {
            if (maps[offset + i] > highest) {
                highest = maps[offset + i];
                best = i;
            }
        }
        return best;
    }

    /** Networks overshoot a little; a score is 0..1, and 0 for what is no number. */
    static double score(float value) {
        return value > 0 ? Math.min(value, 1) : 0;
    }
}
