package dev.posestream.tracking;

import dev.posestream.pose.Person;
import dev.posestream.pose.Pose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Shows a tracker one frame after the other and keeps what it said. */
final class TrackedScene {

    /** Some real capture time. */
    static final long START_US = 1_795_368_412_000_000L;

    private final Tracker tracker;
    private final TreeSet<Long> ids = new TreeSet<>();
    private TrackingState state = TrackingState.EMPTY;

    TrackedScene(Tracker tracker) {
        this.tracker = tracker;
    }

    List<Person> see(double seconds, List<Pose> poses) {
        Tracker.Update update = tracker.update(state, us(seconds), poses);
        state = update.state();
        update.people().forEach(p -> ids.add(p.track()));
        return update.people();
    }

    List<Person> see(double seconds, Pose... poses) {
        return see(seconds, List.of(poses));
    }

    /** The id of whoever is nearest to a place, 0 where nobody is within 100 pixels. */
    static long idAt(List<Person> people, double x) {
        return people.stream().filter(p -> Math.abs(p.box().centerX() - x) < 100)
                .min(Comparator.comparingDouble(p -> Math.abs(p.box().centerX() - x))).map(Person::track).orElse(0L);
    }

    static long us(double seconds) {
        return START_US + Math.round(seconds * 1e6);
    }

    TrackingState state() {
        return state;
    }

    /** As if written to a changelog and read again. */
    void replaceStateByACopy() {
        List<Track> tracks = new ArrayList<>();
        for (Track t : state.tracks()) {
            tracks.add(new Track(t.id(), t.box(), t.velocityX(), t.velocityY(), t.score(), new ArrayList<>(t.keypoints()),
                    t.bornUs(), t.seenUs(), t.hits(), new ArrayList<>(t.filter())));
        }
        state = new TrackingState(state.nextTrack(), state.timeUs(), tracks);
    }

    List<Long> idsEver() {
        return List.copyOf(ids);
    }
}
