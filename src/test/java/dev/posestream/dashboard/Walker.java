package dev.posestream.dashboard;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Person;
import java.util.ArrayList;
import java.util.List;

/** Somebody who walks to and fro: where the 17 keypoints of COCO are at a time. */
record Walker(long track, double start, double floor, double height, double speed) {

    Person at(double seconds, int width) {
        double span = width * 0.8;
        double way = (start * span + speed * seconds) % (2 * span);
        double direction = way < span ? 1 : -1;
        double x = width * 0.1 + (way < span ? way : 2 * span - way);
        double swing = Math.sin(seconds * 5 + track);
        List<Keypoint> points = new ArrayList<>();
        double head = -height * 0.93;
        add(points, x + direction * 0.035 * height, floor + head, 0.98);
        add(points, x + direction * 0.03 * height + 0.018 * height, floor + head - 0.02 * height, 0.95);
        add(points, x + direction * 0.03 * height - 0.018 * height, floor + head - 0.02 * height, 0.95);
        add(points, x - direction * 0.01 * height + 0.035 * height, floor + head - 0.005 * height, direction > 0 ? 0.35 : 0.9);
        add(points, x - direction * 0.01 * height - 0.035 * height, floor + head - 0.005 * height, direction > 0 ? 0.9 : 0.1);
        limb(points, x, 0.09, -0.8, -0.8, 0, 0);
        limb(points, x, 0.12, -0.64, -0.63, swing * 0.09, direction * 0.01);
        limb(points, x, 0.1, -0.5, -0.49, swing * 0.2, direction * 0.05);
        limb(points, x, 0.06, -0.5, -0.5, 0, 0);
        limb(points, x, 0.05, -0.27, -0.27, -swing * 0.1, direction * 0.03);
        limb(points, x, 0.05, -0.03 - 0.05 * Math.max(0, swing), -0.03 - 0.05 * Math.max(0, -swing), -swing * 0.19, -direction * 0.02);
        double left = points.stream().mapToDouble(Keypoint::x).min().orElseThrow() - 0.05 * height;
        double right = points.stream().mapToDouble(Keypoint::x).max().orElseThrow() + 0.05 * height;
        return new Person(track, 0.86 + 0.1 * Math.abs(swing), Box.ofCorners(left, floor - height * 1.04, right, floor + height * 0.02), points);
    }

    /** A pair, left then right: half as far apart as {@code apart} says, and swung to opposite sides. */
    private void limb(List<Keypoint> points, double x, double apart, double leftUp, double rightUp, double swung, double shifted) {
        add(points, x + (apart + swung + shifted) * height, floor + leftUp * height, 0.93);
        add(points, x + (-apart - swung + shifted) * height, floor + rightUp * height, 0.93);
    }

    private static void add(List<Keypoint> points, double x, double y, double score) {
        points.add(new Keypoint(x, y, score));
    }
}
