package dev.posestream.app.config;

import dev.posestream.camera.SettingValues;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text to values; each says what it expected when it can't. */
final class Parsers {

    private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]*)");
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);

    private Parsers() {}

    static String text(String text) {
        return text.strip();
    }

    static List<String> list(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
    }

    static boolean bool(String text) {
        return SettingValues.bool(text);
    }

    static Function<String, Integer> whole(int least, int most) {
        return SettingValues.whole(least, most);
    }

    static Function<String, Integer> multipleOf(int factor, int most) {
        Function<String, Integer> whole = whole(factor, most);
        return text -> {
            int value = whole.apply(text);
            if (value % factor != 0) {
                throw new IllegalArgumentException("expected a multiple of " + factor);
            }
            return value;
        };
    }

    static Function<String, Double> number(double least, double most) {
        return SettingValues.number(least, most);
    }

    static Duration duration(String text) {
        return SettingValues.duration(text);
    }

    static Duration positiveDuration(String text) {
        return SettingValues.positiveDuration(text);
    }

    static long bytes(String text) {
        Matcher matcher = AMOUNT.matcher(text.strip());
        Long unit = matcher.matches() ? BYTES.get(matcher.group(2).toUpperCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("expected a size such as 512MB or 8GB");
        }
        return Math.round(Double.parseDouble(matcher.group(1)) * unit);
    }

    static int intBytes(String text) {
        long bytes = bytes(text);
        if (bytes < 1024 || bytes > 1 << 30) {
            throw new IllegalArgumentException("expected a size from 1KB to 1GB");
        }
        return (int) bytes;
    }

    static Path path(String text) {
        try {
            return Path.of(text.strip());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected a path: " + e.getReason());
        }
    }

    /** One of an enum's constants, written as {@code like-this}. */
    static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return SettingValues.oneOf(type);
    }
}
