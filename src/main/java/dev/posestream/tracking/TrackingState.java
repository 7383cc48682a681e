package dev.posestream.tracking;

import java.util.List;

/**
 * Everything a {@link Tracker} needs to go on with a camera, as a value: it can be stored, moved to another machine and
 * read back. The same state and the same observations always give the same result.
 *
 * @param nextTrack the id the next confirmed track gets; only ever grows
 * @param timeUs    capture time of the last update, 0 before the first
 * @param tracks    the people remembered, confirmed or not
 */
public record TrackingState(long nextTrack, long timeUs, List<Track> tracks) {

    public static final TrackingState EMPTY = new TrackingState(1, 0, List.of());

    public TrackingState {
        if (nextTrack < 1) {
            throw new IllegalArgumentException("next track id " + nextTrack + " is not positive");
        }
        tracks = List.copyOf(tracks);
    }
}
