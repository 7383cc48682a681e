package dev.posestream.tracking;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.util.List;

/**
 * What is remembered of one person between frames.
 *
 * @param id        the published id, from 1; 0 while the track is not confirmed
 * @param box       where the person was seen last
 * @param velocityX of the box's centre, pixels a second
 * @param velocityY of the box's centre, pixels a second
 * @param score     of the last observation
 * @param keypoints as last observed, before smoothing
 * @param bornUs    capture time of the first observation
 * @param seenUs    capture time of the last observation
 * @param hits      observations so far
 * @param filter    what the {@link Smoother} keeps for this person; empty for a fresh start
 */
public record Track(long id, Box box, double velocityX, double velocityY, double score, List<Keypoint> keypoints,
                    long bornUs, long seenUs, int hits, List<Double> filter) {

    public Track {
        keypoints = List.copyOf(keypoints);
        filter = List.copyOf(filter);
    }

    public boolean confirmed() {
        return id > 0;
    }
}
