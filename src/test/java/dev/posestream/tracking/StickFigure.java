package dev.posestream.tracking;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Pose;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A person of 17 COCO keypoints who stands on a point of the picture and swings arms and legs.
 *
 * @param x      of the feet, pixels
 * @param ground y of the feet, pixels
 * @param height pixels
 * @param facing 1 to the right, -1 to the left, 0 to the camera
 * @param stride radians: where in the swing of arms and legs
 */
record StickFigure(double x, double ground, double height, int facing, double stride) {

    static StickFigure standing(double x) {
        return new StickFigure(x, 600, 400, 0, 0);
    }

    /** Two steps a body height. */
    static StickFigure walking(double x, int facing) {
        return new StickFigure(x, 600, 400, facing, x / 400 * 2 * Math.PI);
    }

    List<Keypoint> keypoints() {
        double swing = Math.sin(stride);
        double wide = facing == 0 ? 1 : 0.4;
        double front = 0.05 * facing;
        double limb = facing;
        double[][] parts = {
            {front, .93}, {front + .015 * wide, .95}, {front - .015 * wide, .95}, {front / 3 + .04 * wide, .94}, {front / 3 - .04 * wide, .94},
            {.11 * wide, .82}, {-.11 * wide, .82},
            {.14 * wide + .05 * swing * limb, .64}, {-.14 * wide - .05 * swing * limb, .64},
            {.15 * wide + .12 * swing * limb, .49}, {-.15 * wide - .12 * swing * limb, .49},
            {.07 * wide, .52}, {-.07 * wide, .52},
            {.07 * wide - .07 * swing * limb, .28}, {-.07 * wide + .07 * swing * limb, .28},
            {.07 * wide - .14 * swing * limb, .05}, {-.07 * wide + .14 * swing * limb, .05},
        };
        List<Keypoint> keypoints = new ArrayList<>();
        for (double[] part : parts) {
            keypoints.add(new Keypoint(x + part[0] * height, ground - part[1] * height, 0.9));
        }
        return keypoints;
    }

    Box box() {
        return new Box(x - .2 * height, ground - 1.02 * height, .4 * height, 1.05 * height);
    }

    Pose seen(double score, Random random, double noisePx) {
        return new Pose(box(), score, noisy(keypoints(), random, noisePx));
    }

    Pose seen(double score) {
        return new Pose(box(), score, keypoints());
    }

    static List<Keypoint> noisy(List<Keypoint> keypoints, Random random, double noisePx) {
        return keypoints.stream().map(p -> new Keypoint(p.x() + random.nextGaussian() * noisePx,
                p.y() + random.nextGaussian() * noisePx, p.score())).toList();
    }
}
