package dev.posestream.tracking;

import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Person;
import java.util.List;
import java.util.Optional;

/** A track seen in the current frame, with its smoothed keypoints. */
record Sighting(Track track, List<Keypoint> smoothed) {

    /** With the id, if the track has none and has been seen often and long enough. */
    Sighting confirmed(long id, TrackerSettings settings) {
        boolean old = track.seenUs() - track.bornUs() >= settings.confirmAge().toNanos() / 1000;
        if (track.confirmed() || track.hits() < settings.confirmHits() || !(old || track.score() >= settings.sureScore())) {
            return this;
        }
        return new Sighting(new Track(id, track.box(), track.velocityX(), track.velocityY(), track.score(),
                track.keypoints(), track.bornUs(), track.seenUs(), track.hits(), track.filter()), smoothed);
    }

    Optional<Person> person() {
        return track.confirmed() ? Optional.of(new Person(track.id(), track.score(), track.box(), smoothed)) : Optional.empty();
    }
}
