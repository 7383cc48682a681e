package dev.posestream.evaluation.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the installation, as it would run on a machine of its own. */
class Member implements AutoCloseable {

    private static final int STOP_SECONDS = 40;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    /** @param log where it writes, one life after the other */
    Member(String name, List<String> command, Map<String, String> environment, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    String name() {
        return name;
    }

    /** Does nothing when it runs. */
    void start() throws IOException {
        if (alive()) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("POSESTREAM_"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As {@code kill}, and waits until it has ended. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** It does nothing more, and its connections stay open. */
    void freeze() throws IOException, InterruptedException {
        run("kill", "-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        run("kill", "-CONT");
    }

    /** From here on no file of it may grow, as on a full disk. */
    void fillDisk() throws IOException, InterruptedException {
        run("prlimit", "--fsize=1:", "--pid");
    }

    void freeDisk() throws IOException, InterruptedException {
        run("prlimit", "--fsize=unlimited:", "--pid");
    }

    private void run(String... tool) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(tool));
        line.add("" + process.pid());
        Process run = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (run.waitFor() != 0) {
            throw new IOException("'" + String.join(" ", line) + "' failed for " + name + (alive() ? "" : ", which does not run; see " + log));
        }
    }

    /** Also when it is frozen. Returns when it writes nothing more. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
