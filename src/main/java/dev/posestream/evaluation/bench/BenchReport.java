package dev.posestream.evaluation.bench;

import dev.posestream.evaluation.capacity.Figure;
import java.util.List;
import java.util.Map;

/**
 * What came out.
 *
 * @param rows    the table
 * @param notes   on what the numbers were measured, one sentence each
 * @param figures for planning with; those of the parts that were run
 */
public record BenchReport(List<Row> rows, List<String> notes, Map<Figure, Double> figures) {

    public BenchReport {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        figures = Map.copyOf(figures);
    }

    BenchReport(List<Row> rows, List<String> notes) {
        this(rows, notes, Map.of());
    }
}
