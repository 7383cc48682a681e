package dev.posestream.evaluation.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PoseStream in a process of its own, whose CPU time can be told. */
final class WorkerProcess implements AutoCloseable {

    private static final long PATIENCE_S = 30;
    private static final int LAST_LINES = 5;

    private final Process process;
    private final Path output;

    private WorkerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param output where it says what it says */
    static WorkerProcess start(List<String> command, Path output) throws IOException {
        return new WorkerProcess(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
    }

    /** So far, milliseconds. @throws BenchException when it has ended */
    double cpuMs() throws BenchException {
        checkAlive();
        return process.info().totalCpuDuration().orElseThrow(() -> new BenchException("this system does not tell the CPU time of another process")).toNanos() / 1e6;
    }

    /** @throws BenchException with the last it said, when it has ended */
    void checkAlive() throws BenchException {
        if (!process.isAlive()) {
            throw new BenchException("a worker ended with exit code " + process.exitValue() + "; it said: " + said());
        }
    }

    private String said() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }

    /** As Ctrl-C does, and in the end with force. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
