package dev.posestream.pose;

import java.util.List;

/**
 * What was found in one frame of one camera: the value of a record on the topic {@code poses}, version 1.
 *
 * @param camera     camera id
 * @param session    id of the capture run, a UUID
 * @param seq        number of the frame within its session, from 0
 * @param capturedUs when the frame was captured, microseconds since the epoch
 * @param width      of the published frame, pixels
 * @param height     of the published frame, pixels
 * @param model      name of the pose network
 * @param skeleton   name of the {@link Skeleton} of the keypoints
 * @param latencyUs  from capture (in replay: from reading the file; in a backfill: from taking up the frame) to this result, microseconds
 * @param dropped    frames of this camera not analysed since the previous pose because they came too late
 * @param people     everybody found, tracked and smoothed
 */
public record PoseFrame(String camera, String session, long seq, long capturedUs, int width, int height,
                        String model, String skeleton, long latencyUs, long dropped, List<Person> people) {

    public PoseFrame {
        people = List.copyOf(people);
    }

    /** The same for every delivery of this result, so that a repeated one can be recognised. */
    public String id() {
        return camera + "/" + session + "/" + seq;
    }
}
