package dev.posestream.evaluation.chaos;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A member that ingests or analyses, and says on a port of its own whether it takes part. */
final class Worker extends Member {

    private static final int PATIENCE_MILLIS = 1000;

    private final int port;

    /** @param port for its health */
    Worker(String name, List<String> command, Map<String, String> environment, Path log, int port) {
        super(name, with(command, port), environment, log);
        this.port = port;
    }

    private static List<String> with(List<String> command, int port) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--monitoring-port", "" + port));
        return all;
    }

    /** As a probe sees it. */
    boolean ready() {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/health/ready").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
