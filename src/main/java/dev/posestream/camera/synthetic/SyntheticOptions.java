package dev.posestream.camera.synthetic;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a synthetic camera shows, as its address says: {@code synthetic:?people=3&fps=15&width=1280&height=720&scene=walk&seed=7}.
 *
 * @param people  how many are in the scene at once, 0 to 12
 * @param fps     frames a second, more than 0 up to 120
 * @param width   of the picture in pixels, 64 to 3840
 * @param height  of the picture in pixels, 64 to 3840
 * @param scene   what they do
 * @param seed    who comes, from where and how fast; the same seed shows the same pictures
 * @param frames  the camera ends after so many frames; endless when empty
 * @param seconds the camera ends after so much of the scene's time; endless when empty
 */
public record SyntheticOptions(int people, double fps, int width, int height, SceneKind scene, long seed,
                               OptionalLong frames, OptionalDouble seconds) {

    /** How the address of a synthetic camera begins. */
    public static final String SCHEME = "synthetic:";

    public static final SyntheticOptions DEFAULT =
            new SyntheticOptions(3, 15, 1280, 720, SceneKind.MIXED, 1, OptionalLong.empty(), OptionalDouble.empty());

    private static final String KNOWN = "people, fps, width, height, scene, seed, frames, seconds";

    public SyntheticOptions {
        check("people", people, people >= 0 && people <= 12, "0 to 12");
        check("fps", fps, fps > 0 && fps <= 120, "more than 0, up to 120");
        check("width", width, width >= 64 && width <= 3840, "64 to 3840");
        check("height", height, height >= 64 && height <= 3840, "64 to 3840");
        check("frames", frames, frames.orElse(1) > 0, "more than 0");
        check("seconds", seconds, seconds.orElse(1) > 0 && Double.isFinite(seconds.orElse(1)), "more than 0");
    }

    /** Whether the camera stops by itself. */
    public boolean ends() {
        return frames.isPresent() || seconds.isPresent();
    }

    public static boolean accepts(String address) {
        return address.startsWith(SCHEME);
    }

    /** @throws IllegalArgumentException when an option is unknown, given twice or has a value that does not fit; the message says which and what fits */
    public static SyntheticOptions parse(String address) {
        if (!accepts(address)) {
            throw new IllegalArgumentException("'" + address + "' is no synthetic camera; expected " + SCHEME + " or " + SCHEME + "?option=value&…");
        }
        String query = address.substring(SCHEME.length());
        if (!query.isEmpty() && !query.startsWith("?")) {
            throw new IllegalArgumentException("synthetic camera: found '" + query + "' after '" + SCHEME + "', expected nothing or ?option=value&… with "
                    + KNOWN);
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.substring(1).split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            String name = pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair;
            String value = pair.contains("=") ? pair.substring(pair.indexOf('=') + 1) : "";
            if (given.put(name, value) != null) {
                throw new IllegalArgumentException("synthetic camera: option '" + name + "' is given twice, expected once");
            }
        }
        SyntheticOptions options = new SyntheticOptions(
                take(given, "people", "a whole number, 0 to 12", Integer::valueOf, DEFAULT.people),
                take(given, "fps", "a number, more than 0, up to 120", Double::valueOf, DEFAULT.fps),
                take(given, "width", "a whole number of pixels, 64 to 3840", Integer::valueOf, DEFAULT.width),
                take(given, "height", "a whole number of pixels, 64 to 3840", Integer::valueOf, DEFAULT.height),
                take(given, "scene", "one of " + scenes(), SyntheticOptions::scene, DEFAULT.scene),
                take(given, "seed", "a whole number", Long::valueOf, DEFAULT.seed),
                take(given, "frames", "a whole number, more than 0", v -> OptionalLong.of(Long.parseLong(v)), DEFAULT.frames),
                take(given, "seconds", "a number, more than 0", v -> OptionalDouble.of(Double.parseDouble(v)), DEFAULT.seconds));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("synthetic camera: option '" + given.keySet().iterator().next() + "' is unknown, expected one of " + KNOWN);
        }
        return options;
    }

    /**
     * The same scene, no faster and no larger than allowed; the picture keeps its shape.
     *
     * @param maxFps  0 for no cap
     * @param maxSide 0 for no cap
     */
    public SyntheticOptions cappedTo(double maxFps, int maxSide) {
        double newFps = maxFps > 0 ? Math.min(fps, maxFps) : fps;
        double factor = maxSide > 0 ? Math.min(1, (double) maxSide / Math.max(width, height)) : 1;
        return new SyntheticOptions(people, newFps, Math.max(64, (int) Math.round(width * factor)),
                Math.max(64, (int) Math.round(height * factor)), scene, seed, frames, seconds);
    }

    /** Presentation time of a frame, microseconds from the start: {@code round(index · 10⁶ / fps)}. */
    public long ptsUs(long index) {
        return Math.round(index * 1e6 / fps);
    }

    private static SceneKind scene(String name) {
        return Arrays.stream(SceneKind.values()).filter(kind -> nameOf(kind).equals(name)).findFirst()
                .orElseThrow(() -> new NumberFormatException(name));
    }

    private static String scenes() {
        return Arrays.stream(SceneKind.values()).map(SyntheticOptions::nameOf).collect(Collectors.joining(", "));
    }

    private static String nameOf(SceneKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static <T> T take(Map<String, String> given, String name, String expected, Function<String, T> read, T otherwise) {
        String value = given.remove(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return read.apply(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("synthetic camera: option " + name + " is '" + value + "', expected " + expected, e);
        }
    }

    private static void check(String name, Object value, boolean fits, String expected) {
        if (!fits) {
            throw new IllegalArgumentException("synthetic camera: option " + name + " is " + value + ", expected " + expected);
        }
    }
}
