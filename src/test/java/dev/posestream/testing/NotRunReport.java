package dev.posestream.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end which tests were not run, and what to install, in one line that can't be overlooked. */
public final class NotRunReport implements TestExecutionListener {

    private final Map<String, String> notRun = new TreeMap<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        notRun.put(test.getDisplayName(), reason);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!notRun.isEmpty()) {
            System.out.println("NOT RUN: " + notRun.entrySet().stream().map(e -> e.getKey() + " (" + e.getValue() + ")").collect(Collectors.joining(", ")));
        }
    }
}
