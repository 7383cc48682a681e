package dev.posestream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says which tests were not run, and what to install, in one line that can't be overlooked: after the unit tests, and once more, with
 * all of them, after the tests of the built jar, which come last.
 */
public final class NotRunReport implements TestExecutionListener {

    private static final Path EARLIER = Path.of("target", "not-run.txt");

    private final boolean last = Boolean.getBoolean("posestream.last-tests");
    private final Map<String, String> notRun = new TreeMap<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        notRun.put(test.getDisplayName(), reason);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        try {
            List<String> lines = new ArrayList<>(last && Files.exists(EARLIER) ? Files.readAllLines(EARLIER) : List.of());
            notRun.forEach((test, reason) -> lines.add(test + " (" + reason + ")"));
            if (!last) {
                Files.createDirectories(EARLIER.getParent());
                Files.write(EARLIER, lines);
            }
            if (!lines.isEmpty()) {
                System.out.println("NOT RUN: " + String.join(", ", lines));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
