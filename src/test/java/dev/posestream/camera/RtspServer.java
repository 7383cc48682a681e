package dev.posestream.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** GStreamer's RTSP server in a process of its own, which can be frozen and killed. */
final class RtspServer implements AutoCloseable {

    private final int port;
    private final Process process;

    /**
     * @param codec       h264 or h265, and the pictures' size where it is not 320x240: {@code h264@640x480}
     * @param credentials user and password, or nothing
     */
    static RtspServer start(Path folder, int port, String codec, String... credentials) {
        try {
            Path script = folder.resolve("rtsp-server.py");
            try (InputStream content = RtspServer.class.getResourceAsStream("rtsp-server.py")) {
                Files.copy(content, script, StandardCopyOption.REPLACE_EXISTING);
            }
            List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString(), String.valueOf(port), codec));
            command.addAll(List.of(credentials));
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            BufferedReader out = process.inputReader();
            String line = out.readLine();
            if (!"ready".equals(line)) {
                process.destroyForcibly();
                throw new IllegalStateException("the RTSP server did not start, it said: " + line);
            }
            return new RtspServer(port, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RtspServer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    String address() {
        return "rtsp://127.0.0.1:" + port + "/stream";
    }

    String address(String user, String password) {
        return "rtsp://" + user + ":" + password + "@127.0.0.1:" + port + "/stream";
    }

    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    /** At once, without a word to its clients. */
    void kill() {
        signal("-KILL");
        process.onExit().join();
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid())).inheritIO().start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
