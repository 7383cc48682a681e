package dev.posestream.app.config;

import java.util.Locale;
import java.util.function.Function;

/**
 * One option, described once: from here come its flag, its environment variable, its place in the YAML file, its help,
 * its default and its check.
 *
 * @param property    dotted name in the YAML file, such as {@code analyze.max-age}
 * @param flag        on the command line, such as {@code --max-age}
 * @param placeholder for its value in help, such as {@code DURATION}; empty for a switch
 * @param parser      from text; throws IllegalArgumentException saying what is expected
 * @param fallback    the default as text, parsed like any other value
 * @param secret      whether its value must never be shown
 * @param description one or two sentences, for help
 */
public record Setting<T>(String property, String flag, String placeholder, Function<String, T> parser, String fallback,
                         boolean secret, String description) {

    static <T> Setting<T> of(String property, String flag, String placeholder, Function<String, T> parser, String fallback,
                             String description) {
        return new Setting<>(property, flag, placeholder, parser, fallback, false, description);
    }

    static Setting<Boolean> onOff(String property, String flag, String description) {
        return of(property, flag, "", Parsers::bool, "false", description);
    }

    Setting<T> kept() {
        return new Setting<>(property, flag, placeholder, parser, fallback, true, description);
    }

    /** The environment variable: {@code POSESTREAM_ANALYZE_MAX_AGE} for {@code analyze.max-age}. */
    public String variable() {
        return "POSESTREAM_" + property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
