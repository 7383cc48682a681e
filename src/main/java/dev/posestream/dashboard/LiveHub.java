package dev.posestream.dashboard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All viewers, and the cameras that at least one of them watches. Lives on the event loop. */
final class LiveHub {

    private static final int MOST_CAMERAS = 1000;

    private final Set<LiveClient> clients = new LinkedHashSet<>();
    private final Consumer<Set<String>> onWatched;
    private Set<String> watched = Set.of();

    /** @param onWatched told the union of what is watched, whenever it changes */
    LiveHub(Consumer<Set<String>> onWatched) {
        this.onWatched = onWatched;
    }

    /** @param greeting the first text of the connection */
    void add(ServerWebSocket socket, String greeting) {
        LiveClient client = new LiveClient(socket);
        clients.add(client);
        socket.frameHandler(frame -> receive(client, frame));
        socket.exceptionHandler(failure -> socket.close());
        socket.closeHandler(v -> {
            clients.remove(client);
            rewatch();
        });
        client.text("cameras", greeting);
    }

    private void receive(LiveClient client, WebSocketFrame frame) {
        if (!frame.isText() && !frame.isBinary() && !frame.isContinuation()) {
            return;
        }
        try {
            if (!frame.isText() || !frame.isFinal()) {
                throw new IllegalArgumentException("not one text frame");
            }
            client.watch(cameras(new JsonObject(frame.textData()).getJsonArray("watch")));
            rewatch();
        } catch (RuntimeException e) {
            client.close((short) 1008, "expected {\"watch\":[\"camera\", ...]} with up to " + MOST_CAMERAS + " names");
        }
    }

    private static Set<String> cameras(JsonArray names) {
        if (names.size() > MOST_CAMERAS) {
            throw new IllegalArgumentException("too many cameras");
        }
        Set<String> cameras = new HashSet<>();
        names.forEach(name -> cameras.add((String) name));
        return cameras;
    }

    private void rewatch() {
        Set<String> union = new HashSet<>();
        clients.forEach(client -> union.addAll(client.watched()));
        if (!union.equals(watched)) {
            watched = Set.copyOf(union);
            onWatched.accept(watched);
        }
    }

    /** @param message made once, and only when somebody watches the camera */
    void shot(String camera, Supplier<Buffer> message) {
        if (watched.contains(camera)) {
            Buffer made = message.get();
            List.copyOf(clients).forEach(client -> client.shot(camera, made));
        }
    }

    void text(String key, JsonObject message) {
        if (!clients.isEmpty()) {
            String made = message.encode();
            List.copyOf(clients).forEach(client -> client.text(key, made));
        }
    }

    /** Nothing of the camera that still waits is sent after this. */
    void gone(String camera, JsonObject message) {
        String made = message.encode();
        List.copyOf(clients).forEach(client -> client.gone(camera, made));
    }

    void checkAlive() {
        List.copyOf(clients).forEach(LiveClient::checkAlive);
    }
}
