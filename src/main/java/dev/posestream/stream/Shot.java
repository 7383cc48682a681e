package dev.posestream.stream;

import dev.posestream.camera.Frame;
import dev.posestream.pose.PoseFrame;
import java.util.Optional;

/**
 * A frame together with the people found in that very frame.
 *
 * @param poses empty when the frame was not analysed in time (dropped, or the analysis is away)
 */
public record Shot(Frame frame, Optional<PoseFrame> poses) {}
