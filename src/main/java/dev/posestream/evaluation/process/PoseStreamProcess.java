package dev.posestream.evaluation.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** PoseStream as a process of its own, that can be started again after it has ended. Used by one thread. */
public class PoseStreamProcess implements AutoCloseable {

    private static final int STOP_SECONDS = 40;
    private static final int LAST_LINES = 5;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    /**
     * @param command     see {@link #command}
     * @param environment added to this process's own, of which nothing that configures PoseStream is handed on
     * @param log         where stdout and stderr go, of one life after the other
     */
    public PoseStreamProcess(String name, List<String> command, Map<String, String> environment, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /** Java with these options on the jar, and PoseStream's arguments. */
    public static List<String> command(Path jar, List<String> javaOptions, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return command;
    }

    /** The one that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public final String name() {
        return name;
    }

    /** Does nothing when it runs. */
    public final void start() throws IOException {
        if (alive()) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("POSESTREAM_"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    public final boolean alive() {
        return process != null && process.isAlive();
    }

    /** @throws IllegalStateException when it was never started */
    protected final long pid() {
        return started().pid();
    }

    /** Used so far by this life. @throws IOException when it has ended, or the system does not tell */
    public final Duration cpu() throws IOException {
        checkAlive();
        return process.info().totalCpuDuration().orElseThrow(() -> new IOException("this system does not tell the CPU time of another process"));
    }

    /** @throws IOException with the last it said, when it has ended */
    public final void checkAlive() throws IOException {
        if (!alive()) {
            throw new IOException(name + " ended with exit code " + started().exitValue() + "; it said: " + lastLines());
        }
    }

    private Process started() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    private String lastLines() throws IOException {
        List<String> lines = said().lines().toList();
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** On stdout and stderr, in all its lives. */
    public final String said() throws IOException {
        return Files.readString(log);
    }

    /** As {@code kill -9}. */
    public final void kill() throws InterruptedException {
        started().destroyForcibly();
        process.waitFor();
    }

    /** As {@code kill}; with force where it goes on for 40 s. @return the exit code */
    public final int stop() throws InterruptedException {
        started().destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
        return process.exitValue();
    }

    /** With force, also when it is frozen. Returns when it writes nothing more. */
    @Override
    public final void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
