package dev.posestream.dashboard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One viewer. While its socket is full, of each camera only the newest shot, poses and state wait for it; so it never lags behind by
 * more than what the socket holds, and costs the others nothing. Lives on the event loop.
 */
final class LiveClient {

    /** About two frames; the kernel's buffer comes on top. */
    private static final int SOCKET_BYTES = 256 << 10;
    private static final int SILENT_ROUNDS = 3;

    private final ServerWebSocket socket;
    private final Map<String, Runnable> waiting = new LinkedHashMap<>();
    private Set<String> watched = Set.of();
    private int silentRounds;

    LiveClient(ServerWebSocket socket) {
        this.socket = socket;
        socket.setWriteQueueMaxSize(SOCKET_BYTES);
        socket.drainHandler(v -> drain());
        socket.pongHandler(pong -> silentRounds = 0);
    }

    Set<String> watched() {
        return watched;
    }

    void watch(Set<String> cameras) {
        watched = Set.copyOf(cameras);
        waiting.keySet().removeIf(key -> key.startsWith("shot/") && !watched.contains(key.substring(5)));
    }

    void shot(String camera, Buffer message) {
        if (watched.contains(camera)) {
            offer("shot/" + camera, () -> socket.writeBinaryMessage(message));
        }
    }

    /** @param key a waiting text of the same key is replaced */
    void text(String key, String message) {
        offer(key, () -> socket.writeTextMessage(message));
    }

    /** In place of what waits of the camera, or it would seem to be there again. */
    void gone(String camera, String message) {
        waiting.remove("shot/" + camera);
        waiting.remove("poses/" + camera);
        text("status/" + camera, message);
    }

    /** Keeps its place in the queue when it replaces an older one, so that no camera starves. */
    private void offer(String key, Runnable write) {
        if (socket.isClosed()) {
            return;
        }
        if (waiting.isEmpty() && !socket.writeQueueFull()) {
            write.run();
        } else {
            waiting.put(key, write);
        }
    }

    private void drain() {
        silentRounds = 0;
        var next = waiting.values().iterator();
        while (next.hasNext() && !socket.isClosed() && !socket.writeQueueFull()) {
            Runnable write = next.next();
            next.remove();
            write.run();
        }
    }

    /** A viewer whose network went away is let go, as nothing else would tell: its cameras would be read for nobody. */
    void checkAlive() {
        if (socket.isClosed()) {
            return;
        }
        if (silentRounds++ >= SILENT_ROUNDS) {
            close((short) 1001, "no answer");
        } else {
            socket.writePing(Buffer.buffer("alive"));
        }
    }

    void close(short code, String reason) {
        if (!socket.isClosed()) {
            socket.close(code, reason);
        }
    }
}
