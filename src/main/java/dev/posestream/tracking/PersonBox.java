package dev.posestream.tracking;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.util.List;

/**
 * A person's bounding box from their keypoints. What was cropped to find the keypoints plays no part where enough of
 * them are seen, so a box that is used as the next crop neither grows nor shrinks by itself.
 */
final class PersonBox {

    /**
     * In parts of the extent's longer side: beyond head and feet, where the crown lies over the eyes and the toes beyond the
     * ankles, and across, where flesh and clothes lie outside the joints.
     */
    private static final double MARGIN_ALONG = 0.07;
    private static final double MARGIN_ACROSS = 0.04;

    /** An edge moves out fast, so that a raised arm is inside at once, and in slowly, so that a hidden leg is awaited. */
    private static final double GROW_SECONDS = 0.15;
    private static final double SHRINK_SECONDS = 0.4;

    private final double minScore;

    /** @param minScore keypoints below this score have no say */
    PersonBox(double minScore) {
        this.minScore = minScore;
    }

    /**
     * The extent of the confident keypoints with a margin. Where less than half of the skeleton is confident the
     * observed box has a say in proportion to what is missing; with none, it is the answer.
     */
    Box of(List<Keypoint> keypoints, Box observed) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        int confident = 0;
        for (Keypoint point : keypoints) {
            if (point.score() >= minScore) {
                left = Math.min(left, point.x());
                top = Math.min(top, point.y());
                right = Math.max(right, point.x());
                bottom = Math.max(bottom, point.y());
                confident++;
            }
        }
        if (confident == 0) {
            return observed;
        }
        double length = Math.max(right - left, bottom - top);
        boolean upright = bottom - top >= right - left;
        double marginX = length * (upright ? MARGIN_ACROSS : MARGIN_ALONG);
        double marginY = length * (upright ? MARGIN_ALONG : MARGIN_ACROSS);
        Box extent = Box.ofCorners(left - marginX, top - marginY, right + marginX, bottom + marginY);
        double weight = Math.min(1, 2.0 * confident / keypoints.size());
        return Box.ofCorners(blend(observed.x(), extent.x(), weight), blend(observed.y(), extent.y(), weight),
                blend(observed.right(), extent.right(), weight), blend(observed.bottom(), extent.bottom(), weight));
    }

    /** The box of last time carried along with the body, each edge then drawn towards the box of now. */
    static Box steadied(Box last, BodyShift shift, double seconds, Box now) {
        double grow = 1 - Math.exp(-seconds / GROW_SECONDS);
        double shrink = 1 - Math.exp(-seconds / SHRINK_SECONDS);
        Box carried = moved(last, shift);
        return Box.ofCorners(
                blend(carried.x(), now.x(), now.x() < carried.x() ? grow : shrink),
                blend(carried.y(), now.y(), now.y() < carried.y() ? grow : shrink),
                blend(carried.right(), now.right(), now.right() > carried.right() ? grow : shrink),
                blend(carried.bottom(), now.bottom(), now.bottom() > carried.bottom() ? grow : shrink));
    }

    static Box moved(Box box, BodyShift shift) {
        return new Box(box.x() + shift.dx(), box.y() + shift.dy(), box.width(), box.height());
    }

    /** The unit in which distances on a person are told: the square root of the box's area, at least a pixel. */
    static double size(Box box) {
        return Math.max(1, Math.sqrt(box.area()));
    }

    private static double blend(double a, double b, double weight) {
        return a + (b - a) * weight;
    }
}
