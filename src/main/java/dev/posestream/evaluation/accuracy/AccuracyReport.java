package dev.posestream.evaluation.accuracy;

import java.util.Map;

/**
 * What came out.
 *
 * @param settings what was evaluated and how, by name, in the order to show; texts, numbers and truth values
 * @param pictures how many there are
 * @param people   annotated ones who count
 * @param poses    how many were estimated
 * @param seconds  finding the poses took, without loading and scoring; 0 where they were in a file
 * @param figures  by what they measure ({@code keypoints}, {@code boxes} or {@code pckh}), then by name; {@code -1} for one that has nobody to count
 */
public record AccuracyReport(Map<String, Object> settings, int pictures, int people, int poses, double seconds, Map<String, Map<String, Double>> figures) {

    double posesPerSecond() {
        return seconds > 0 ? poses / seconds : 0;
    }
}
