package dev.posestream.network.onnx;

/** Bilinear enlargement with the corners' centres kept in place, as matrices. */
final class Bilinear {

    private Bilinear() {}

    /** What to multiply a column of {@code from} numbers with to get {@code to}: [to, from]. */
    static float[] matrix(int from, int to) {
        float[] matrix = new float[to * from];
        for (int i = 0; i < to; i++) {
            double place = to == 1 || from == 1 ? 0 : (double) i * (from - 1) / (to - 1);
            int before = Math.min((int) place, Math.max(0, from - 2));
            double share = place - before;
            matrix[i * from + before] = (float) (1 - share);
            if (before + 1 < from) {
                matrix[i * from + before + 1] = (float) share;
            }
        }
        return matrix;
    }

    /** [from, to]. */
    static float[] transposed(int from, int to) {
        float[] matrix = matrix(from, to);
        float[] transposed = new float[matrix.length];
        for (int i = 0; i < to; i++) {
            for (int j = 0; j < from; j++) {
                transposed[j * to + i] = matrix[i * from + j];
            }
        }
        return transposed;
    }
}
