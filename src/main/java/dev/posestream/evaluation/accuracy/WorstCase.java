package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.annotation.LabelledKeypoint;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.util.List;

/**
 * A person whose pose was found badly.
 *
 * @param badness  what the worst are chosen by, the highest first
 * @param label    what is written into the drawing
 * @param fileName of the drawing, without number and ending
 * @param picture  its name in the folder of pictures
 * @param box      of the person
 * @param found    the pose; empty where none was found in the picture
 */
record WorstCase(double badness, String label, String fileName, String picture, Box box, List<LabelledKeypoint> truth, List<Keypoint> found) {}
