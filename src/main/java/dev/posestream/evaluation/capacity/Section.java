package dev.posestream.evaluation.capacity;

import java.util.List;

/** Lines of arithmetic on one subject. */
public record Section(String title, List<Line> lines) {

    public Section {
        lines = List.copyOf(lines);
    }
}
