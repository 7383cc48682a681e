package dev.posestream.camera;

/** Width and height in pixels. */
record PictureSize(int width, int height) {

    PictureSize transposed() {
        return new PictureSize(height, width);
    }

    /** The largest even size of about the same shape whose longer side is at most {@code maxSide}; 0 is no cap. */
    PictureSize within(int maxSide) {
        int longer = Math.max(width, height);
        double scale = maxSide > 0 && longer > maxSide ? (double) maxSide / longer : 1;
        return new PictureSize(even(width * scale), even(height * scale));
    }

    private static int even(double side) {
        // The small addition keeps 1280 * (640.0 / 1280) from becoming 638.
        return Math.max(2, (int) Math.floor((side + 1e-6) / 2) * 2);
    }
}
