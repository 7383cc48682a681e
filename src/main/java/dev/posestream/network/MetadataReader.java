package dev.posestream.network;

import dev.posestream.pose.Skeleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/** Reads typed values out of metadata and keeps every problem it meets, instead of stopping at the first. */
final class MetadataReader {

    private final Map<String, String> metadata;
    private final List<String> problems = new ArrayList<>();

    MetadataReader(Map<String, String> metadata) {
        this.metadata = metadata;
    }

    List<String> problems() {
        return problems;
    }

    String text(String key) {
        String value = metadata.getOrDefault(ModelMetadata.PREFIX + key, "");
        if (value.isBlank()) {
            problem(key, "some text");
        }
        return value;
    }

    <T> Optional<T> choice(String key, List<T> choices, Function<T, String> label) {
        String value = metadata.get(ModelMetadata.PREFIX + key);
        Optional<T> chosen = choices.stream().filter(choice -> label.apply(choice).equals(value)).findFirst();
        if (chosen.isEmpty()) {
            problem(key, (choices.size() == 1 ? "" : "one of ") + String.join(", ", choices.stream().map(label).toList()));
        }
        return chosen;
    }

    Optional<Skeleton> skeleton(String key) {
        Optional<Skeleton> skeleton = Skeleton.find(metadata.getOrDefault(ModelMetadata.PREFIX + key, ""));
        if (skeleton.isEmpty()) {
            problem(key, "one of " + String.join(", ", Skeleton.KNOWN.stream().map(Skeleton::name).toList()) + ", or points and their number, such as points5");
        }
        return skeleton;
    }

    double positive(String key, double otherwise) {
        return number(key, otherwise, n -> Double.isFinite(n) && n > 0, "a number above 0");
    }

    double fraction(String key, double otherwise) {
        return number(key, otherwise, n -> n >= 0 && n <= 1, "a number from 0 to 1");
    }

    private double number(String key, double otherwise, DoublePredicate good, String expected) {
        String value = metadata.get(ModelMetadata.PREFIX + key);
        if (value == null) {
            return otherwise;
        }
        double number = number(value);
        if (!good.test(number)) {
            problem(key, expected);
            return otherwise;
        }
        return number;
    }

    List<Double> three(String key, double otherwise, boolean positive) {
        String value = metadata.get(ModelMetadata.PREFIX + key);
        if (value == null) {
            return Collections.nCopies(3, otherwise);
        }
        List<Double> numbers = Arrays.stream(value.split(",", -1)).map(MetadataReader::number).toList();
        boolean good = numbers.size() == 3 && numbers.stream().allMatch(n -> Double.isFinite(n) && (!positive || n > 0));
        if (!good) {
            problem(key, "three numbers" + (positive ? " above 0" : "") + " with commas, for R, G and B");
            return Collections.nCopies(3, otherwise);
        }
        return numbers;
    }

    private void problem(String key, String expected) {
        String value = metadata.get(ModelMetadata.PREFIX + key);
        String found = value == null ? "is missing" : "is '" + value + "'";
        problems.add("metadata key " + ModelMetadata.PREFIX + key + " " + found + ", expected " + expected);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
