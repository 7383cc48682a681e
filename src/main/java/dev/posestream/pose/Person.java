package dev.posestream.pose;

import java.util.List;

/**
 * One person in one frame, with the identity that follows them from frame to frame.
 *
 * @param track     the track's id: counts up from 1 per camera and is never used again
 * @param score     0..1
 * @param box       bounding box in pixels of the frame
 * @param keypoints one per keypoint of the skeleton, in its order, smoothed over time
 */
public record Person(long track, double score, Box box, List<Keypoint> keypoints) {

    public Person {
        if (track < 1) {
            throw new IllegalArgumentException("track id " + track + " is not positive");
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("person score " + score + " is not in 0..1");
        }
        keypoints = List.copyOf(keypoints);
    }
}
