package dev.posestream.tracking;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.util.List;

/**
 * What is remembered of one person between frames.
 *
 * @param id        the published id, from 1; 0 while the track is not confirmed
 * @param box       the person's bounding box where they were seen last, steadied
 * @param velocityX of the body, pixels a second
 * @param velocityY of the body, pixels a second
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
        if (id < 0 || hits < 1 || seenUs < bornUs) {
            throw new IllegalArgumentException("track with id " + id + ", " + hits + " hits, born at " + bornUs
                    + " us and seen at " + seenUs + " us; expected an id from 0, a hit at least, and seen not before born");
        }
        if (!Double.isFinite(velocityX) || !Double.isFinite(velocityY)) {
            throw new IllegalArgumentException("velocity (" + velocityX + ", " + velocityY + ") of track " + id + " is not finite");
        }
        keypoints = List.copyOf(keypoints);
        filter = List.copyOf(filter);
    }

    public boolean confirmed() {
        return id > 0;
    }
}
