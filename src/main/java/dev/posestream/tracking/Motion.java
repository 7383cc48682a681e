package dev.posestream.tracking;

import dev.posestream.pose.Keypoint;
import java.util.List;

/**
 * A person's motion as a damped constant velocity: where nothing is seen the velocity dies away, so a prediction moves at
 * most {@code velocity · DAMPING_SECONDS}, however long the gap.
 */
final class Motion {

    private static final double DAMPING_SECONDS = 1;

    /** Over how long the velocity is averaged. */
    private static final double RESPONSE_SECONDS = 0.25;

    private Motion() {}

    /** How far the body is expected to have moved since it was seen last. */
    static BodyShift expectedShift(Track track, long timeUs) {
        double seconds = Math.max(0, timeUs - track.seenUs()) * 1e-6;
        double effective = DAMPING_SECONDS * (1 - Math.exp(-seconds / DAMPING_SECONDS));
        return new BodyShift(track.velocityX() * effective, track.velocityY() * effective);
    }

    /**
     * The velocity after one more observation, pixels a second: of the first few observations their mean, later an
     * average that forgets.
     *
     * @param seconds between the last observation and this one, more than 0
     */
    static BodyShift velocity(Track before, BodyShift shift, double seconds) {
        double weight = Math.max(1 - Math.exp(-seconds / RESPONSE_SECONDS), 1.0 / before.hits());
        return new BodyShift(before.velocityX() + (shift.dx() / seconds - before.velocityX()) * weight,
                before.velocityY() + (shift.dy() / seconds - before.velocityY()) * weight);
    }

    static List<Keypoint> moved(List<Keypoint> keypoints, BodyShift shift) {
        return keypoints.stream().map(p -> new Keypoint(p.x() + shift.dx(), p.y() + shift.dy(), p.score())).toList();
    }
}
