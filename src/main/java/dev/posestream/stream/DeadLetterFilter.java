package dev.posestream.stream;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which dead letters are meant; what is empty excludes none.
 *
 * @param camera the record's key
 * @param reason a part of the reason, in capitals or not
 * @param from   buried then or later
 * @param to     buried before
 */
public record DeadLetterFilter(Optional<String> camera, Optional<String> reason, Optional<Instant> from, Optional<Instant> to) {

    public static final DeadLetterFilter ALL = new DeadLetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public DeadLetterFilter {
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new IllegalArgumentException("from " + from.get() + " is not before to " + to.get());
        }
    }

    public boolean matches(BuriedRecord letter) {
        return (camera.isEmpty() || camera.equals(letter.key()))
                && (reason.isEmpty() || letter.reason().orElse("").toLowerCase(Locale.ROOT).contains(reason.get().toLowerCase(Locale.ROOT)))
                && (from.isEmpty() || !letter.when().isBefore(from.get()))
                && (to.isEmpty() || letter.when().isBefore(to.get()));
    }
}
