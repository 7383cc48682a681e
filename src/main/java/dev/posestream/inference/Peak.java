package dev.posestream.inference;

/**
 * The highest place of a heatmap.
 *
 * @param x     column, counted from 0, with its fraction; where a column lies in the crop is the model's to say
 * @param y     row, counted from 0, with its fraction
 * @param score 0..1
 */
record Peak(double x, double y, double score) {}
