package dev.posestream.evaluation.coco;

/**
 * A picture of the annotations.
 *
 * @param fileName its path within the folder of pictures
 */
public record CocoImage(long id, String fileName) {}
