package dev.posestream.inference;

import dev.posestream.network.PoseShape;
import dev.posestream.pose.Skeleton;

/**
 * The flip test: a crop's heatmaps averaged with those of its mirror image, whose columns run the other way and whose left and right
 * keypoints are exchanged, as Newell et al. (ECCV 2016) and those after them do.
 *
 * <p>A heatmap's column c stands for the crop's pixel stride·(c + offset). Mirrored back, the column that stands for the same pixel is
 * c + 1 − 1/stride − 2·offset. For networks of offset 0 that is three quarters of a cell to the right at a stride of 4, and
 * their authors shift the mirrored heatmaps by one column, of which the first keeps its value ({@code shift_heatmap} in mmpose). For an offset of
 * 0.5, where cells stand for their middle, a quarter of a cell is left over and no shift is nearer. So it is the nearest whole column here.
 */
final class MirrorAverage {

    private static final int CHANNELS = 3;

    private final Skeleton skeleton;
    private final PoseShape shape;
    private final int shift;

    MirrorAverage(Skeleton skeleton, PoseShape shape, double cellOffset) {
        this.skeleton = skeleton;
        this.shape = shape;
        shift = (int) Math.round(1 - (double) shape.columns() / shape.width() - 2 * cellOffset);
    }

    /** Turns a crop's pixels into those of its mirror image. */
    void mirror(float[] pixels) {
        for (int row = 0; row < CHANNELS * shape.height(); row++) {
            int left = row * shape.width();
            for (int right = left + shape.width() - 1; left < right; left++, right--) {
                float pixel = pixels[left];
                pixels[left] = pixels[right];
                pixels[right] = pixel;
            }
        }
    }

    /**
     * @param heatmaps keypoints×rows×columns of the crop
     * @param mirrored the same of its mirror image
     */
    float[] average(float[] heatmaps, float[] mirrored) {
        int columns = shape.columns();
        float[] average = new float[heatmaps.length];
        for (int k = 0; k < shape.keypoints(); k++) {
            for (int y = 0; y < shape.rows(); y++) {
                int row = (k * shape.rows() + y) * columns;
                int mirrorRow = (skeleton.mirror().get(k) * shape.rows() + y) * columns;
                for (int x = 0; x < columns; x++) {
                    int unshifted = Math.min(Math.max(x - shift, 0), columns - 1);
                    average[row + x] = 0.5f * (heatmaps[row + x] + mirrored[mirrorRow + columns - 1 - unshifted]);
                }
            }
        }
        return average;
    }
}
