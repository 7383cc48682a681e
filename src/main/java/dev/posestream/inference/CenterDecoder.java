package dev.posestream.inference;

import dev.posestream.network.PersonShape;
import dev.posestream.pose.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads boxes from a map of centres and four maps of distances, as CenterNet gives them (Zhou et al., "Objects as Points",
 * 2019): every cell that is highest in its 3×3 window and above the threshold is a person. A pure function.
 *
 * @param threshold least score; lower finds more people and more that are none
 * @param maxIou    of two boxes that overlap more than this, the better stays; higher keeps people who stand before each other,
 *                  and more doubles
 */
record CenterDecoder(double threshold, double maxIou) {

    private static final int STRIDE = PersonShape.STRIDE;
    private static final int MOST = 300;

    /**
     * @param centers rows×columns scores
     * @param sizes   4×rows×columns distances from the cell to the left, top, right and bottom side, in pixels of the input
     * @return boxes in pixels of the input, best first; a box may reach over its edge
     */
    List<Detection> decode(float[] centers, float[] sizes, int rows, int columns) {
        List<Detection> found = new ArrayList<>();
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                if (centers[y * columns + x] >= threshold && isHighest(centers, rows, columns, x, y)) {
                    add(found, centers[y * columns + x], sizes, y * columns + x, rows * columns, x, y);
                }
            }
        }
        found.sort(Comparator.comparingDouble(Detection::score).reversed());
        return withoutDoubles(found.size() > MOST ? found.subList(0, MOST) : found);
    }

    private static void add(List<Detection> found, float score, float[] sizes, int cell, int plane, int x, int y) {
        double left = (double) STRIDE * x - sizes[cell];
        double top = (double) STRIDE * y - sizes[plane + cell];
        double right = (double) STRIDE * x + sizes[2 * plane + cell];
        double bottom = (double) STRIDE * y + sizes[3 * plane + cell];
        // Also false where a number is none.
        boolean isBox = right > left && bottom > top && Double.isFinite(right - left) && Double.isFinite(bottom - top);
        if (isBox) {
            found.add(new Detection(Box.ofCorners(left, top, right, bottom), Heatmaps.score(score)));
        }
    }

    private static boolean isHighest(float[] centers, int rows, int columns, int x, int y) {
        float score = centers[y * columns + x];
        for (int j = Math.max(0, y - 1); j <= Math.min(rows - 1, y + 1); j++) {
            for (int i = Math.max(0, x - 1); i <= Math.min(columns - 1, x + 1); i++) {
                if (centers[j * columns + i] > score) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Detection> withoutDoubles(List<Detection> bestFirst) {
        List<Detection> kept = new ArrayList<>();
        for (Detection candidate : bestFirst) {
            if (kept.stream().noneMatch(better -> better.box().iou(candidate.box()) > maxIou)) {
                kept.add(candidate);
            }
        }
        return kept;
    }
}
