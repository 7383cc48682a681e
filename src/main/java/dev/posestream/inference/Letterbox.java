package dev.posestream.inference;

import dev.posestream.pose.Box;

/**
 * A picture scaled to fit at the top left of a larger one, with empty space to its right and below.
 *
 * @param scaledWidth  of the picture inside, pixels
 * @param scaledHeight of the picture inside, pixels
 * @param width        of the whole, pixels
 * @param height       of the whole, pixels
 * @param scaleX       pixels inside to one of the image
 * @param scaleY       pixels inside to one of the image
 */
record Letterbox(int scaledWidth, int scaledHeight, int width, int height, double scaleX, double scaleY) {

    /** The longer side becomes {@code longSide}; each side is filled up to a multiple of {@code multiple}. */
    static Letterbox withLongSide(int imageWidth, int imageHeight, int longSide, int multiple) {
        double scale = (double) longSide / Math.max(imageWidth, imageHeight);
        int width = side(imageWidth, scale);
        int height = side(imageHeight, scale);
        return of(imageWidth, imageHeight, width, height, ceil(width, multiple), ceil(height, multiple));
    }

    /** As large as fits into a frame of this size. */
    static Letterbox into(int imageWidth, int imageHeight, int width, int height) {
        double scale = Math.min((double) width / imageWidth, (double) height / imageHeight);
        return of(imageWidth, imageHeight, Math.min(width, side(imageWidth, scale)), Math.min(height, side(imageHeight, scale)),
                width, height);
    }

    private static Letterbox of(int imageWidth, int imageHeight, int scaledWidth, int scaledHeight, int width, int height) {
        return new Letterbox(scaledWidth, scaledHeight, width, height,
                (double) scaledWidth / imageWidth, (double) scaledHeight / imageHeight);
    }

    /** From pixels of the letterbox to pixels of the image. */
    Box toImage(Box box) {
        return new Box(box.x() / scaleX, box.y() / scaleY, box.width() / scaleX, box.height() / scaleY);
    }

    private static int side(int pixels, double scale) {
        return Math.max(1, (int) Math.round(pixels * scale));
    }

    private static int ceil(int value, int multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }
}
