package dev.posestream.evaluation.chaos;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The wall clock of processes, as the library libfaketime shifts it; their monotonic clock stays right, as when a machine's time is set. */
final class FalseClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path library;
    private final Path shift;

    private FalseClock(Path library, Path shift) {
        this.library = library;
        this.shift = shift;
    }

    /** @return nothing where the library is not installed */
    static Optional<FalseClock> in(Path folder) throws IOException {
        Optional<Path> library = library();
        if (library.isEmpty()) {
            return Optional.empty();
        }
        FalseClock clock = new FalseClock(library.get(), folder.resolve("clock"));
        clock.shift(Duration.ZERO);
        return Optional.of(clock);
    }

    /** Where it is; nothing where it is not installed. */
    static Optional<Path> library() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(LIBRARIES, "*-linux-gnu*")) {
            for (Path each : folders) {
                Path library = each.resolve("faketime/libfaketimeMT.so.1");
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
        } catch (IOException e) {
            // no such folder on this system
        }
        return Optional.empty();
    }

    /** Of a process that is to have this clock. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "FAKETIME_TIMESTAMP_FILE", shift.toString(), "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1", "DONT_FAKE_MONOTONIC", "1",
                // Otherwise every wait of a JVM returns at once.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Takes effect within a second. */
    void shift(Duration by) throws IOException {
        Files.writeString(shift, (by.isNegative() ? "" : "+") + by.toSeconds() + "\n");
    }
}
