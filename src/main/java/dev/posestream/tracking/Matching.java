package dev.posestream.tracking;

import dev.posestream.pose.Box;
import dev.posestream.tracking.Likeness.Body;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/** Gives the observations of one frame to the tracks, pass after pass; what one pass has matched the next leaves alone. */
final class Matching {

    private static final int NONE = -1;

    /** In body sizes: nearness that counts as the same place however little time has gone by. */
    private static final double LEAST_REACH = 0.4;

    private final TrackerSettings settings;
    private final Likeness likeness;
    private final long timeUs;
    private final List<Track> tracks;
    private final List<Body> predicted;
    private final List<Observation> observations;
    private final int[] observationOf;
    private final boolean[] taken;

    Matching(TrackerSettings settings, Likeness likeness, long timeUs, List<Track> tracks, List<Observation> observations) {
        this.settings = settings;
        this.likeness = likeness;
        this.timeUs = timeUs;
        this.tracks = tracks;
        this.observations = observations;
        predicted = tracks.stream().map(t -> predict(t, timeUs)).toList();
        observationOf = new int[tracks.size()];
        Arrays.fill(observationOf, NONE);
        taken = new boolean[observations.size()];
    }

    static Body predict(Track track, long timeUs) {
        BodyShift shift = Motion.expectedShift(track, timeUs);
        return new Body(PersonBox.moved(track.box(), shift), Motion.moved(track.keypoints(), shift));
    }

    /** ByteTrack's two passes, then the unconfirmed, then whoever is at least near; {@link #of} tells the outcome. */
    Matching run() {
        DoublePredicate strong = score -> score >= settings.strongScore();
        pass(Track::confirmed, strong, this::unlikeness, 1 - settings.minSimilarity());
        pass(Track::confirmed, strong.negate(), this::unlikeness, 1 - settings.minSimilarity());
        pass(t -> !t.confirmed(), strong, this::unlikeness, 1 - settings.minSimilarity());
        pass(t -> true, strong, this::farness, 1);
        return this;
    }

    /** @return the index of the track's observation, or -1 */
    int of(int track) {
        return observationOf[track];
    }

    boolean taken(int observation) {
        return taken[observation];
    }

    private interface Cost {
        double of(int track, int observation);
    }

    private void pass(Predicate<Track> which, DoublePredicate scores, Cost cost, double limit) {
        List<Integer> rows = new ArrayList<>();
        for (int t = 0; t < tracks.size(); t++) {
            if (observationOf[t] == NONE && which.test(tracks.get(t))) {
                rows.add(t);
            }
        }
        List<Integer> columns = new ArrayList<>();
        for (int o = 0; o < observations.size(); o++) {
            if (!taken[o] && scores.test(observations.get(o).pose().score())) {
                columns.add(o);
            }
        }
        double[][] costs = new double[rows.size()][columns.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                costs[r][c] = cost.of(rows.get(r), columns.get(c));
            }
        }
        int[] columnOf = Assignment.solve(costs, limit);
        for (int r = 0; r < columnOf.length; r++) {
            if (columnOf[r] != NONE) {
                observationOf[rows.get(r)] = columns.get(columnOf[r]);
                taken[columns.get(columnOf[r])] = true;
            }
        }
    }

    private double unlikeness(int track, int observation) {
        return 1 - likeness.of(predicted.get(track), observations.get(observation).body());
    }

    /** Distance from the prediction as a part of what the person may have moved off it unseen. */
    private double farness(int track, int observation) {
        Box expected = predicted.get(track).box();
        Box found = observations.get(observation).body().box();
        if (Likeness.sizeRatio(expected, found) > settings.maxSizeRatio()) {
            return Double.POSITIVE_INFINITY;
        }
        double seconds = Math.max(0, timeUs - tracks.get(track).seenUs()) * 1e-6;
        return Likeness.distance(expected, found) / Math.max(LEAST_REACH, settings.reach() * seconds);
    }
}
