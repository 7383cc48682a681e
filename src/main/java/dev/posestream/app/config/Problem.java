package dev.posestream.app.config;

import dev.posestream.camera.Masking;

/**
 * Something wrong in the configuration.
 *
 * @param property what it is about, as the user wrote it: a flag, a variable or a YAML property
 * @param value    what was found; empty where there is nothing to show or it is secret
 * @param reason   what was expected
 */
public record Problem(String property, String value, String reason) {

    /** Nothing that is reported may show a password, whoever wrote it. */
    public Problem {
        value = Masking.mask(value);
        reason = Masking.mask(reason);
    }

    @Override
    public String toString() {
        return property + (value.isEmpty() ? "" : " = '" + value + "'") + ": " + reason;
    }
}
