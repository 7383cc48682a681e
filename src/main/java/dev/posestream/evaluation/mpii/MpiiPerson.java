package dev.posestream.evaluation.mpii;

import dev.posestream.evaluation.annotation.LabelledKeypoint;
import dev.posestream.pose.Box;
import java.util.List;

/**
 * An annotated person of MPII, in pixels of the picture, the middle of the first pixel at 0.
 *
 * @param index    in the file, from 0
 * @param image    the picture's path within the folder of pictures
 * @param box      the square in which to look for the pose, before the model's padding
 * @param joints   in the order of the skeleton mpii16; one that is not labelled does not count
 * @param headSize 0.6 of the diagonal of the head's box, pixels
 */
public record MpiiPerson(int index, String image, Box box, List<LabelledKeypoint> joints, double headSize) {

    static final double OF_DIAGONAL = 0.6;

    public MpiiPerson {
        joints = List.copyOf(joints);
        if (!(headSize > 0)) {
            throw new IllegalArgumentException("head size is " + headSize + ", expected more than 0");
        }
    }
}
