package dev.posestream.app.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text to values; each says what it expected when it can't. */
final class Parsers {

    private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]*)");
    private static final Map<String, Double> SECONDS =
            Map.of("us", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "min", 60.0, "h", 3600.0, "d", 86_400.0);
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
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    static Function<String, Integer> whole(int least, int most) {
        String expected = "expected a whole number from " + least + (most == Integer.MAX_VALUE ? "" : " to " + most);
        return text -> {
            try {
                int value = Integer.parseInt(text.strip());
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // said below, as for a number out of range
            }
            throw new IllegalArgumentException(expected);
        };
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
        String expected = "expected a number from " + least + (most == Double.MAX_VALUE ? "" : " to " + most);
        return text -> {
            try {
                double value = Double.parseDouble(text.strip());
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // said below, as for a number out of range
            }
            throw new IllegalArgumentException(expected);
        };
    }

    static Duration duration(String text) {
        Matcher matcher = AMOUNT.matcher(text.strip());
        Double unit = matcher.matches() ? SECONDS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("expected a duration such as 500ms, 5s, 10m, 1h or 7d");
        }
        return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * unit * 1e9));
    }

    static Duration positiveDuration(String text) {
        Duration duration = duration(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("expected more than 0");
        }
        return duration;
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
        List<String> names = Arrays.stream(type.getEnumConstants()).map(Parsers::written).toList();
        return text -> {
            int at = names.indexOf(text.strip().toLowerCase(Locale.ROOT));
            if (at < 0) {
                throw new IllegalArgumentException("expected one of " + String.join(", ", names));
            }
            return type.getEnumConstants()[at];
        };
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
