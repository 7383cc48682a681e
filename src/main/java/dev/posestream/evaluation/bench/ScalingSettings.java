package dev.posestream.evaluation.bench;

import java.util.List;

/**
 * How {@link BenchPart#SCALING} is measured.
 *
 * @param cameras numbers of cameras, ascending; the first is what the others are compared with
 * @param program the command line that starts PoseStream, up to its main class
 * @param options of {@code analyze} that are the same in all its processes
 */
public record ScalingSettings(List<Integer> cameras, List<String> program, List<String> options) {

    public ScalingSettings {
        cameras = List.copyOf(cameras);
        program = List.copyOf(program);
        options = List.copyOf(options);
        if (cameras.isEmpty() || cameras.stream().anyMatch(count -> count < 1 || count > 1000)
                || !cameras.equals(cameras.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException("cameras are " + cameras + ", expected numbers from 1 to 1000, ascending, such as 1,2,4,8,16");
        }
    }

    int most() {
        return cameras.get(cameras.size() - 1);
    }
}
