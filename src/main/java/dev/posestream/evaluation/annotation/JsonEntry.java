package dev.posestream.evaluation.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.posestream.pose.Box;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a list in a JSON file, whose values are read by type; what is missing or of another type is named.
 *
 * @param file the file it is in
 * @param name what messages call it, such as {@code annotations[17]}
 * @param node an object
 */
public record JsonEntry(Path file, String name, JsonNode node) {

    private static final int SHOWN = 60;

    /** The same entry, called by what it says of itself. */
    public JsonEntry named(String better) {
        return new JsonEntry(file, better, node);
    }

    public boolean has(String key) {
        return node.hasNonNull(key);
    }

    public long whole(String key) throws AnnotationException {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(key, "a whole number");
        }
        return value.longValue();
    }

    public double number(String key) throws AnnotationException {
        JsonNode value = node.path(key);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong(key, "a number");
        }
        return value.doubleValue();
    }

    public String text(String key) throws AnnotationException {
        JsonNode value = node.path(key);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw wrong(key, "some text");
        }
        return value.textValue();
    }

    /** True for {@code true} and 1. */
    public boolean flag(String key) throws AnnotationException {
        JsonNode value = node.path(key);
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (!value.isIntegralNumber() || value.longValue() != 0 && value.longValue() != 1) {
            throw wrong(key, "0 or 1");
        }
        return value.longValue() == 1;
    }

    /** @param expected what the message says was expected */
    public List<Double> numbers(String key, int count, String expected) throws AnnotationException {
        JsonNode list = node.path(key);
        if (!list.isArray()) {
            throw wrong(key, expected);
        }
        if (list.size() != count) {
            throw new AnnotationException(file + ": " + name + ": " + key + " has " + list.size() + " entries, expected " + count + ": " + expected);
        }
        List<Double> numbers = new ArrayList<>(count);
        for (JsonNode number : list) {
            if (!number.isNumber() || !Double.isFinite(number.doubleValue())) {
                throw wrong(key, expected);
            }
            numbers.add(number.doubleValue());
        }
        return numbers;
    }

    /** @param expected what the message says was expected */
    public List<List<Double>> pairs(String key, int count, String expected) throws AnnotationException {
        JsonNode list = node.path(key);
        if (!list.isArray() || list.size() != count) {
            throw wrong(key, count + " pairs: " + expected);
        }
        List<List<Double>> pairs = new ArrayList<>(count);
        for (JsonNode pair : list) {
            if (pair.size() != 2 || !pair.path(0).isNumber() || !pair.path(1).isNumber()) {
                throw wrong(key, count + " pairs: " + expected);
            }
            pairs.add(List.of(pair.path(0).doubleValue(), pair.path(1).doubleValue()));
        }
        return pairs;
    }

    public List<String> texts(String key) throws AnnotationException {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : node.path(key)) {
            if (!text.isTextual()) {
                throw wrong(key, "a list of names");
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    /** Four numbers: left, top, width and height. */
    public Box box(String key) throws AnnotationException {
        String expected = "a box as [x, y, width, height] with sides of at least 0";
        List<Double> numbers = numbers(key, 4, expected);
        if (numbers.get(2) < 0 || numbers.get(3) < 0) {
            throw wrong(key, expected);
        }
        return new Box(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
    }

    public AnnotationException wrong(String key, String expected) {
        JsonNode value = key.equals("it") ? node : node.path(key);
        String text = value.toString();
        String found = value.isMissingNode() ? "is missing" : "is " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
        return new AnnotationException(file + ": " + name + ": " + key + " " + found + ", expected " + expected);
    }
}
