package dev.posestream.evaluation.bench;

import dev.posestream.analysis.AnalysisSettings;
import dev.posestream.inference.InferenceSettings;
import dev.posestream.tracking.Smoothing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured and how long.
 *
 * @param parts     what
 * @param clip      a video file; empty for one of drawn people, 1280×720, H.264
 * @param people    in the drawn one, 0 to 12; each costs a run of the pose network
 * @param arch      name of the architecture for {@link BenchPart#NETWORK}
 * @param effort    about how long PoseStream's side of each part runs; longer gives steadier numbers
 * @param threads   frames analysed at a time, and threads of the bare loop
 * @param inference the networks
 * @param analysis  how often the detector runs, and on how many people the pose network does
 * @param smoothing of the keypoints
 * @param scaling   the cases of {@link BenchPart#SCALING}
 */
public record BenchSettings(Set<BenchPart> parts, Optional<Path> clip, int people, String arch, Duration effort, int threads,
                            InferenceSettings inference, AnalysisSettings analysis, Smoothing smoothing, ScalingSettings scaling) {

    public BenchSettings {
        parts = Set.copyOf(parts);
        if (people < 0 || people > 12) {
            throw new IllegalArgumentException("people is " + people + ", expected 0 to 12");
        }
        if (effort.isNegative() || effort.isZero()) {
            throw new IllegalArgumentException("effort is " + effort + ", expected more than 0");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
        }
    }

    boolean has(BenchPart part) {
        return parts.contains(part);
    }
}
