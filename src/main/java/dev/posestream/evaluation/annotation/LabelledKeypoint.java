package dev.posestream.evaluation.annotation;

/**
 * A keypoint as an annotator marked it, in pixels of the picture, the middle of the first pixel at 0.
 *
 * @param labelled whether the annotator marked it at all
 */
public record LabelledKeypoint(double x, double y, boolean labelled) {}
