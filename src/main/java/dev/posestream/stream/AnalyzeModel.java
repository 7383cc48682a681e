package dev.posestream.stream;

/**
 * The pose network as it is named in records.
 *
 * @param name     such as {@code movenet-thunder@256x256}
 * @param skeleton such as {@code coco17}
 */
public record AnalyzeModel(String name, String skeleton) {}
