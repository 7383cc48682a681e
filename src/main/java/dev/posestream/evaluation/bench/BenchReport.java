package dev.posestream.evaluation.bench;

import java.util.List;

/**
 * What came out.
 *
 * @param rows  the table
 * @param notes on what the numbers were measured, one sentence each
 */
public record BenchReport(List<Row> rows, List<String> notes) {

    public BenchReport {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }
}
