package dev.posestream.evaluation.bench;

/**
 * What {@link AnalysisBench} found, for those who build on it.
 *
 * @param report          the table's lines
 * @param framesPerSecond of the analysis
 * @param bareFrameMs     how long one frame's runs of the networks take one thread of the bare loop
 * @param figures         of what a frame costs
 */
record Throughput(BenchReport report, double framesPerSecond, double bareFrameMs, AnalysisFigures figures) {}
