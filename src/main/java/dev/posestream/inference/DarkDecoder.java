package dev.posestream.inference;

/**
 * DARK, distribution-aware keypoint decoding (Zhang et al., CVPR 2020): the heatmap is smoothed by the Gaussian it was
 * trained on, its logarithm taken as a paraboloid around the highest cell, and the paraboloid's top is the place.
 */
final class DarkDecoder implements PeakDecoder {

    /** Cells to each side of the modulation kernel: 11 cells, for heatmaps trained with a σ of 2. */
    private static final int RADIUS = 5;

    private static final double[] KERNEL = gaussian();
    private static final double LEAST = 1e-10;

    @Override
    public Peak decode(float[] maps, int offset, int rows, int columns) {
        int cell = Heatmaps.highest(maps, offset, rows * columns);
        int x = cell % columns;
        int y = cell / columns;
        double dx = 0;
        double dy = 0;
        if (x > 1 && x < columns - 2 && y > 1 && y < rows - 2) {
            Patch patch = new Patch(maps, offset, rows, columns, x, y);
            double gx = 0.5 * (patch.log(1, 0) - patch.log(-1, 0));
            double gy = 0.5 * (patch.log(0, 1) - patch.log(0, -1));
            double gxx = 0.25 * (patch.log(2, 0) - 2 * patch.log(0, 0) + patch.log(-2, 0));
            double gyy = 0.25 * (patch.log(0, 2) - 2 * patch.log(0, 0) + patch.log(0, -2));
            double gxy = 0.25 * (patch.log(1, 1) - patch.log(-1, 1) - patch.log(1, -1) + patch.log(-1, -1));
            double determinant = gxx * gyy - gxy * gxy;
            // Only a hill has its top nearby; anywhere else the highest cell is the best there is.
            if (determinant > LEAST && gxx < 0) {
                dx = withinOneCell(-(gyy * gx - gxy * gy) / determinant);
                dy = withinOneCell(-(gxx * gy - gxy * gx) / determinant);
            }
        }
        return new Peak(x + dx, y + dy, Heatmaps.score(maps[offset + cell]));
    }

    private static double withinOneCell(double cells) {
        return Double.isNaN(cells) ? 0 : Math.max(-1, Math.min(1, cells));
    }

    /** σ as OpenCV derives it from the kernel's size, which the authors' code relies on. */
    private static double[] gaussian() {
        double sigma = 0.3 * (RADIUS - 1) + 0.8;
        double[] kernel = new double[2 * RADIUS + 1];
        double sum = 0;
        for (int i = -RADIUS; i <= RADIUS; i++) {
            kernel[i + RADIUS] = Math.exp(-i * i / (2 * sigma * sigma));
            sum += kernel[i + RADIUS];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    /** Cells around one cell; the map is 0 outside itself. Only the thirteen that are asked for are smoothed. */
    private record Patch(float[] maps, int offset, int rows, int columns, int x, int y) {

        double log(int dx, int dy) {
            double sum = 0;
            for (int j = -RADIUS; j <= RADIUS; j++) {
                int row = y + dy + j;
                if (row < 0 || row >= rows) {
                    continue;
                }
                for (int i = -RADIUS; i <= RADIUS; i++) {
                    int column = x + dx + i;
                    if (column >= 0 && column < columns) {
                        sum += KERNEL[j + RADIUS] * KERNEL[i + RADIUS] * maps[offset + row * columns + column];
                    }
                }
            }
            return Math.log(Math.max(sum, LEAST));
        }
    }
}
