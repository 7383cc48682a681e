package dev.posestream.evaluation.bench;

import java.util.Locale;

/** A {@link BenchReport} as text. */
public final class BenchTable {

    private static final String FORMAT = "%-42s %-9s %12s %12s %7s  %-15s %s%n";

    private BenchTable() {}

    public static String of(BenchReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, FORMAT, "", "", "PoseStream", "baseline", "ratio", "rounds", "goal"));
        for (Row row : report.rows()) {
            text.append(String.format(Locale.ROOT, FORMAT, row.name(), row.unit(), number(row.candidate()), number(row.baseline()),
                    String.format(Locale.ROOT, "%.2f", row.ratio()), spread(row), goal(row)));
        }
        report.notes().forEach(note -> text.append(System.lineSeparator()).append(note));
        return text.append(System.lineSeparator()).toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }

    private static String spread(Row row) {
        if (row.rounds().isEmpty()) {
            return "";
        }
        Percentiles rounds = new Percentiles(row.rounds());
        return String.format(Locale.ROOT, "%d: %.2f-%.2f", row.rounds().size(), rounds.least(), rounds.most());
    }

    private static String goal(Row row) {
        return row.goal().map(goal -> goal + (goal.met(row.ratio()) ? "  met" : "  missed")).orElse("");
    }
}
