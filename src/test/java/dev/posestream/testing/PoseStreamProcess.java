package dev.posestream.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built jar as a process of its own, so that it can be killed. */
public final class PoseStreamProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    private PoseStreamProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param output where stdout and stderr go, one after the other start */
    public static PoseStreamProcess start(Path output, String... arguments) throws IOException {
        Path jar = jar();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        return new PoseStreamProcess(builder.start(), output);
    }

    /** The built one. */
    public static Path jar() {
        Path jar = Path.of(System.getProperty("posestream.jar", "target/posestream.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not built; run this test by 'mvn verify'");
        }
        return jar;
    }

    /** As {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As {@code kill}. @return the exit code */
    public int terminate() throws InterruptedException, IOException {
        process.destroy();
        return await(60);
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** @return the exit code */
    public int await(long seconds) throws InterruptedException, IOException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running after " + seconds + " s; it said:\n" + said());
        }
        return process.exitValue();
    }

    public String said() throws IOException {
        return Files.readString(output);
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ends it as Ctrl-C does. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
