package dev.posestream.camera;

/**
 * Quantization tables for a quality of 1 to 100, as the Independent JPEG Group's library makes them from the tables of
 * ITU-T T.81, Annex K.1, so that a quality means here what it means everywhere else.
 */
final class JpegQuantization {

    private static final int[] LUMINANCE = {
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99
    };

    private static final int[] CHROMINANCE = {
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99
    };

    private JpegQuantization() {}

    /** 64 divisors of the brightness, row by row, 1 to 255. */
    static short[] luminance(int quality) {
        return scaled(LUMINANCE, quality);
    }

    /** 64 divisors of the colour, row by row, 1 to 255. */
    static short[] chrominance(int quality) {
        return scaled(CHROMINANCE, quality);
    }

    private static short[] scaled(int[] table, int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        short[] result = new short[64];
        for (int i = 0; i < 64; i++) {
            result[i] = (short) Math.min(255, Math.max(1, (table[i] * percent + 50) / 100));
        }
        return result;
    }
}
