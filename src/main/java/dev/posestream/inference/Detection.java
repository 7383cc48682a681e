package dev.posestream.inference;

import dev.posestream.pose.Box;

/**
 * A person found by a detector.
 *
 * @param box   in pixels of the image, clipped to it
 * @param score 0..1
 */
public record Detection(Box box, double score) {}
