package dev.posestream.inference;

/**
 * The highest place of a heatmap.
 *
 * @param x     cells from the left edge, the middle of the first cell at 0.5
 * @param y     cells from the top edge, the middle of the first cell at 0.5
 * @param score 0..1
 */
record Peak(double x, double y, double score) {}
