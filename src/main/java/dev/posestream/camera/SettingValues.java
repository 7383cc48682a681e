package dev.posestream.camera;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings as text: read, with what was expected where that can't be, and written so that they are read again as the same. */
public final class SettingValues {

    private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]*)");
    private static final Map<String, Double> SECONDS =
            Map.of("us", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "min", 60.0, "h", 3600.0, "d", 86_400.0);

    private SettingValues() {}

    public static boolean bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    public static Function<String, Integer> whole(int least, int most) {
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

    public static Function<String, Double> number(double least, double most) {
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

    /** {@code 500ms}, {@code 5s}, {@code 10m}, {@code 1h} or {@code 7d}. */
    public static Duration duration(String text) {
        Matcher matcher = AMOUNT.matcher(text.strip());
        Double unit = matcher.matches() ? SECONDS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("expected a duration such as 500ms, 5s, 10m, 1h or 7d");
        }
        return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * unit * 1e9));
    }

    public static Duration positiveDuration(String text) {
        Duration duration = duration(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("expected more than 0");
        }
        return duration;
    }

    /** One of an enum's constants, written as {@code like-this}. */
    public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants()).map(SettingValues::write).toList();
        return text -> {
            int at = names.indexOf(text.strip().toLowerCase(Locale.ROOT));
            if (at < 0) {
                throw new IllegalArgumentException("expected one of " + String.join(", ", names));
            }
            return type.getEnumConstants()[at];
        };
    }

    /** As the readers here take it. */
    static String write(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Double number && number == Math.rint(number)) {
            return String.valueOf(number.longValue());
        }
        return value instanceof Duration duration ? write(duration) : String.valueOf(value);
    }

    private static String write(Duration duration) {
        long us = duration.toNanos() / 1000;
        if (us % 1000 != 0) {
            return us + "us";
        }
        long ms = us / 1000;
        return ms % 1000 != 0 ? ms + "ms" : ms / 1000 + "s";
    }
}
