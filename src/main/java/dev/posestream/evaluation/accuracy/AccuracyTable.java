package dev.posestream.evaluation.accuracy;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An {@link AccuracyReport} as text. */
public final class AccuracyTable {

    private static final int LEAST_WIDTH = 6;

    private AccuracyTable() {}

    public static String of(AccuracyReport report) {
        StringBuilder text = new StringBuilder();
        report.settings().forEach((name, value) -> text.append(String.format(Locale.ROOT, "%-15s %s%n", name, value)));
        text.append(String.format(Locale.ROOT, "%-15s %d people in %d pictures", "people", report.people(), report.pictures()));
        if (report.seconds() > 0) {
            text.append(String.format(Locale.ROOT, "; %d poses in %.1f s, %.1f people a second", report.poses(), report.seconds(), report.posesPerSecond()));
        }
        text.append(String.format("%n"));
        report.figures().forEach((what, figures) -> {
            String names = figures.keySet().stream().map(name -> " " + padded(name, name)).collect(Collectors.joining());
            String values = figures.entrySet().stream().map(AccuracyTable::value).collect(Collectors.joining());
            text.append(String.format(Locale.ROOT, "%n%-10s%s%n%-10s%s%n", what, names, "", values));
        });
        return text.toString();
    }

    private static String value(Map.Entry<String, Double> figure) {
        double value = figure.getValue();
        String number = value < 0 ? "-" : String.format(Locale.ROOT, value > 1 ? "%.2f" : "%.3f", value);
        return " " + padded(number, figure.getKey());
    }

    private static String padded(String text, String name) {
        return " ".repeat(Math.max(0, Math.max(LEAST_WIDTH, name.length()) - text.length())) + text;
    }
}
