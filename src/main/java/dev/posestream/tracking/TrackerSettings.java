package dev.posestream.tracking;

import java.time.Duration;

/**
 * The knobs of a {@link PoseTracker}. Times are capture time, so they mean the same at 5 and at 60 frames a second.
 *
 * @param strongScore         a pose from this score on may start a track. Higher: fewer ghosts; dim or distant people
 *                            are found late or not at all
 * @param weakScore           a pose from this score on may continue a confirmed track (ByteTrack's second pass). Lower:
 *                            tracks survive blur and occlusion better, and may be dragged onto things that are no people
 * @param keypointScore       a keypoint below this score has no say in similarity, velocity and box. Higher: less noise;
 *                            with few keypoints left only boxes are compared
 * @param keypointWeight      0..1, the part of OKS against box IoU in the similarity of a track and a pose. Higher: people
 *                            who cross are told apart better; fast limbs at low frame rates cost matches
 * @param minSimilarity       0..1, below it a track and a pose are never matched. Higher: fewer switched ids, more
 *                            broken tracks
 * @param duplicateSimilarity 0..1, two poses of one frame above this OKS are one person. Higher: people close together
 *                            are never merged, more people are counted twice
 * @param confirmHits         observations before a track gets its id. Higher: fewer ghosts, later ids
 * @param confirmAge          time between the first observation and the id. Longer: fewer ghosts at high frame rates,
 *                            later ids
 * @param sureScore           from this score on {@code confirmAge} is not awaited. 1 or lower; lower: earlier ids, more ghosts
 * @param forgetUnconfirmed   an unconfirmed track missed in a frame and unseen for longer is forgotten. Longer: people who
 *                            are seen badly get an id at last, flickering ghosts too
 * @param forgetLost          a confirmed track unseen for longer is gone; its id never comes back. Longer: ids survive
 *                            longer occlusions; somebody else who appears there may inherit the id
 * @param expectLost          a track unseen for longer is not in {@link Tracker#expected}. Longer: people are found again
 *                            without the detector; crops are spent on empty places
 * @param reach               how fast a person may be off the prediction, in body sizes (square root of the box's area) a
 *                            second, to be matched by nearness alone. Higher: fast people and sudden turns keep their
 *                            id; neighbours may swap it
 * @param maxSizeRatio        matched by nearness, the larger may be this many times the smaller in length. Higher: people
 *                            half hidden are revived; a child may inherit its parent's id
 * @param smoothingGap        the smoother starts afresh for a person unseen for longer. Longer: no jump after an occlusion,
 *                            but points glide to where the person now is
 * @param clockReset          a frame older than the state by more than this means that the camera's clock was set back:
 *                            everybody is forgotten and tracking starts anew. Less: old frames are repeats and move
 *                            nothing. Shorter: tracking resumes sooner; must stay longer than what a restart repeats
 */
public record TrackerSettings(double strongScore, double weakScore, double keypointScore, double keypointWeight,
                              double minSimilarity, double duplicateSimilarity, int confirmHits, Duration confirmAge,
                              double sureScore, Duration forgetUnconfirmed, Duration forgetLost, Duration expectLost,
                              double reach, double maxSizeRatio, Duration smoothingGap, Duration clockReset) {

    public static final TrackerSettings DEFAULT = new TrackerSettings(0.3, 0.15, 0.15, 0.5, 0.2, 0.75,
            2, Duration.ofMillis(80), 0.9, Duration.ofMillis(300), Duration.ofMillis(1500), Duration.ofMillis(300),
            1.5, 1.6, Duration.ofMillis(500), Duration.ofSeconds(60));

    public TrackerSettings {
        inUnit("strongScore", strongScore);
        inUnit("weakScore", weakScore);
        inUnit("keypointScore", keypointScore);
        inUnit("keypointWeight", keypointWeight);
        inUnit("minSimilarity", minSimilarity);
        inUnit("duplicateSimilarity", duplicateSimilarity);
        inUnit("sureScore", sureScore);
        check(weakScore <= strongScore, "weakScore", weakScore, "at most strongScore (" + strongScore + ")");
        check(confirmHits >= 1, "confirmHits", confirmHits, "at least 1");
        check(reach >= 0 && Double.isFinite(reach), "reach", reach, "a finite number from 0 up");
        check(maxSizeRatio >= 1, "maxSizeRatio", maxSizeRatio, "at least 1");
        notNegative("confirmAge", confirmAge);
        notNegative("forgetUnconfirmed", forgetUnconfirmed);
        notNegative("forgetLost", forgetLost);
        notNegative("expectLost", expectLost);
        notNegative("smoothingGap", smoothingGap);
        notNegative("clockReset", clockReset);
    }

    /** Poses start a track from this score on and continue it from half of it, and half of it gives a keypoint its say: as in {@link #DEFAULT}. */
    public TrackerSettings withScore(double strong) {
        return new TrackerSettings(strong, strong / 2, strong / 2, keypointWeight, minSimilarity, duplicateSimilarity,
                confirmHits, confirmAge, sureScore, forgetUnconfirmed, forgetLost, expectLost, reach, maxSizeRatio,
                smoothingGap, clockReset);
    }

    public TrackerSettings withConfirmation(int hits, Duration age) {
        return new TrackerSettings(strongScore, weakScore, keypointScore, keypointWeight, minSimilarity,
                duplicateSimilarity, hits, age, sureScore, forgetUnconfirmed, forgetLost, expectLost, reach, maxSizeRatio,
                smoothingGap, clockReset);
    }

    public TrackerSettings withForgetLost(Duration after) {
        return new TrackerSettings(strongScore, weakScore, keypointScore, keypointWeight, minSimilarity,
                duplicateSimilarity, confirmHits, confirmAge, sureScore, forgetUnconfirmed, after, expectLost, reach,
                maxSizeRatio, smoothingGap, clockReset);
    }

    private static void inUnit(String name, double value) {
        check(value >= 0 && value <= 1, name, value, "a number in 0..1");
    }

    private static void notNegative(String name, Duration value) {
        check(!value.isNegative(), name, value, "a duration from 0 up");
    }

    private static void check(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("tracker setting " + name + " is " + found + "; expected " + expected);
        }
    }
}
