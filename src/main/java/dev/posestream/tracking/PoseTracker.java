package dev.posestream.tracking;

import dev.posestream.pose.Box;
import dev.posestream.pose.Person;
import dev.posestream.pose.Pose;
import dev.posestream.pose.Skeleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tracks people by their poses: optimal assignment on OKS and box IoU with predictions of a damped constant velocity,
 * strong poses first and weak ones only to continue a track (ByteTrack: Zhang et al., ECCV 2022), ids after confirmation,
 * lost tracks kept for a while. A published box follows the keypoints, steadied over time; published keypoints are
 * smoothed; matching uses keypoints as observed.
 *
 * <p>Remembered tracks with another number of keypoints than the skeleton, as after a change of the pose network, are
 * forgotten. Safe for use by many threads.
 */
public final class PoseTracker implements Tracker {

    private final Skeleton skeleton;
    private final TrackerSettings settings;
    private final Smoother smoother;
    private final Likeness likeness;
    private final PersonBox personBox;

    public PoseTracker(Skeleton skeleton, TrackerSettings settings, Smoother smoother) {
        this.skeleton = skeleton;
        this.settings = settings;
        this.smoother = smoother;
        likeness = new Likeness(skeleton, settings);
        personBox = new PersonBox(settings.keypointScore());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Confirmed or not, everybody seen in the last frame, and who was lost only shortly.
     */
    @Override
    public List<Box> expected(TrackingState state, long timeUs) {
        return remembered(state, timeUs).stream()
                .filter(t -> t.seenUs() == state.timeUs() || !longer(timeUs - t.seenUs(), settings.expectLost()))
                .map(t -> PersonBox.moved(t.box(), Motion.expectedShift(t, timeUs)))
                .toList();
    }

    /**
     * {@inheritDoc}
     *
     * <p>A frame older than the state by more than {@link TrackerSettings#clockReset} is no repeat: the camera's clock was
     * set back, so everybody is forgotten and the frame is the first of a new timeline.
     *
     * @throws IllegalArgumentException when a pose has another number of keypoints than the skeleton
     */
    @Override
    public Update update(TrackingState state, long timeUs, List<Pose> seen) {
        List<Observation> observations = observations(seen);
        boolean begun = state.timeUs() != 0 || !state.tracks().isEmpty();
        if (begun && timeUs <= state.timeUs() && !clockWasReset(state, timeUs)) {
            return repeat(state, timeUs, observations);
        }
        List<Track> before = remembered(state, timeUs);
        Matching matching = new Matching(settings, likeness, timeUs, before, observations).run();

        long nextTrack = state.nextTrack();
        List<Track> after = new ArrayList<>();
        List<Person> people = new ArrayList<>();
        for (int t = 0; t < before.size(); t++) {
            Track track = before.get(t);
            if (matching.of(t) >= 0) {
                Sighting sighting = continued(track, observations.get(matching.of(t)), timeUs).confirmed(nextTrack, settings);
                nextTrack += sighting.track().id() == nextTrack ? 1 : 0;
                after.add(sighting.track());
                sighting.person().ifPresent(people::add);
            } else if (track.confirmed() || !longer(timeUs - track.seenUs(), settings.forgetUnconfirmed())) {
                after.add(track);
            }
        }
        for (int o = 0; o < observations.size(); o++) {
            if (!matching.taken(o) && observations.get(o).pose().score() >= settings.strongScore()) {
                Sighting sighting = born(observations.get(o), timeUs).confirmed(nextTrack, settings);
                nextTrack += sighting.track().id() == nextTrack ? 1 : 0;
                after.add(sighting.track());
                sighting.person().ifPresent(people::add);
            }
        }
        people.sort(Comparator.comparingLong(Person::track));
        return new Update(new TrackingState(nextTrack, timeUs, after), people);
    }

    @Override
    public Update alone(TrackingState state, long timeUs, List<Pose> seen) {
        long nextTrack = state.nextTrack();
        List<Person> people = new ArrayList<>();
        for (Observation observation : observations(seen)) {
            if (observation.pose().score() >= settings.strongScore()) {
                Sighting sighting = born(observation, timeUs);
                people.add(new Person(nextTrack++, sighting.track().score(), sighting.track().box(), sighting.smoothed()));
            }
        }
        return new Update(new TrackingState(nextTrack, state.timeUs(), state.tracks()), people);
    }

    private List<Observation> observations(List<Pose> seen) {
        for (Pose pose : seen) {
            if (pose.keypoints().size() != skeleton.size()) {
                throw new IllegalArgumentException("a pose has " + pose.keypoints().size() + " keypoints; expected "
                        + skeleton.size() + " of skeleton " + skeleton.name() + ", the tracker's: give both one skeleton");
            }
        }
        List<Observation> bestFirst = seen.stream().filter(p -> p.score() >= settings.weakScore())
                .map(p -> Observation.of(p, personBox)).sorted(Observation.BEST_FIRST).toList();
        return Observation.withoutDuplicates(bestFirst, likeness, settings.duplicateSimilarity());
    }

    /** The tracks that are still of use at this time. */
    private List<Track> remembered(TrackingState state, long timeUs) {
        if (clockWasReset(state, timeUs)) {
            return List.of();
        }
        return state.tracks().stream().filter(t -> t.keypoints().size() == skeleton.size())
                .filter(t -> !longer(timeUs - t.seenUs(), settings.forgetLost())).toList();
    }

    private boolean clockWasReset(TrackingState state, long timeUs) {
        return longer(state.timeUs() - timeUs, settings.clockReset());
    }

    private Update repeat(TrackingState state, long timeUs, List<Observation> observations) {
        List<Track> tracks = remembered(state, timeUs);
        Matching matching = new Matching(settings, likeness, timeUs, tracks, observations).run();
        List<Person> people = new ArrayList<>();
        for (int t = 0; t < tracks.size(); t++) {
            Track track = tracks.get(t);
            if (matching.of(t) >= 0 && track.confirmed()) {
                Pose pose = observations.get(matching.of(t)).pose();
                people.add(new Person(track.id(), pose.score(), track.box(), smoother.smooth(track.filter(), 0,
                        PersonBox.size(track.box()), pose.keypoints()).keypoints()));
            }
        }
        people.sort(Comparator.comparingLong(Person::track));
        return new Update(state, people);
    }

    private Sighting born(Observation observation, long timeUs) {
        Box box = observation.body().box();
        Pose pose = observation.pose();
        Smoother.Smoothed smoothed = smoother.smooth(List.of(), 0, PersonBox.size(box), pose.keypoints());
        return new Sighting(new Track(0, box, 0, 0, pose.score(), pose.keypoints(), timeUs, timeUs, 1, smoothed.memory()),
                smoothed.keypoints());
    }

    private Sighting continued(Track track, Observation observation, long timeUs) {
        Pose pose = observation.pose();
        Box now = observation.body().box();
        long elapsedUs = timeUs - track.seenUs();
        double seconds = elapsedUs * 1e-6;
        BodyShift shift = BodyShift.between(track.keypoints(), pose.keypoints(), settings.keypointScore())
                .orElseGet(() -> new BodyShift(now.centerX() - track.box().centerX(), now.centerY() - track.box().centerY()));
        BodyShift velocity = Motion.velocity(track, shift, seconds);
        Box box = PersonBox.steadied(track.box(), shift, seconds, now);
        Smoother.Smoothed smoothed = smoother.smooth(
                longer(elapsedUs, settings.smoothingGap()) ? List.of() : track.filter(),
                elapsedUs, PersonBox.size(box), pose.keypoints());
        return new Sighting(new Track(track.id(), box, velocity.dx(), velocity.dy(), pose.score(), pose.keypoints(),
                track.bornUs(), timeUs, track.hits() + 1, smoothed.memory()), smoothed.keypoints());
    }

    private static boolean longer(long us, Duration than) {
        return us > than.toNanos() / 1000;
    }
}
