package dev.posestream.pose;

/**
 * An axis-aligned bounding box in pixels of the published frame, as COCO writes it: top-left corner and size.
 *
 * @param x      left edge
 * @param y      top edge
 * @param width  at least 0
 * @param height at least 0
 */
public record Box(double x, double y, double width, double height) {

    public Box {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(width) || !Double.isFinite(height)) {
            throw new IllegalArgumentException("box (" + x + ", " + y + ", " + width + ", " + height + ") is not finite");
        }
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("box size " + width + " x " + height + " is negative");
        }
    }

    public static Box ofCorners(double left, double top, double right, double bottom) {
        return new Box(left, top, right - left, bottom - top);
    }

    public double right() {
        return x + width;
    }

    public double bottom() {
        return y + height;
    }

    public double centerX() {
        return x + width / 2;
    }

    public double centerY() {
        return y + height / 2;
    }

    public double area() {
        return width * height;
    }

    /** The same centre, each side multiplied. */
    public Box scaled(double factor) {
        return new Box(centerX() - width * factor / 2, centerY() - height * factor / 2, width * factor, height * factor);
    }

    /** The part inside a picture of the given size; empty (area 0) where there is none. */
    public Box clippedTo(int pictureWidth, int pictureHeight) {
        double left = Math.min(Math.max(x, 0), pictureWidth);
        double top = Math.min(Math.max(y, 0), pictureHeight);
        double right = Math.min(Math.max(right(), 0), pictureWidth);
        double bottom = Math.min(Math.max(bottom(), 0), pictureHeight);
        return ofCorners(left, top, right, bottom);
    }

    /** Area shared with another box. */
    public double intersection(Box other) {
        double w = Math.min(right(), other.right()) - Math.max(x, other.x);
        double h = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
        return w > 0 && h > 0 ? w * h : 0;
    }

    /** Intersection over union, 0..1; 0 where both are empty. */
    public double iou(Box other) {
        double shared = intersection(other);
        double union = area() + other.area() - shared;
        return union > 0 ? shared / union : 0;
    }
}
