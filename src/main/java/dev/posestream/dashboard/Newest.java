package dev.posestream.dashboard;

import io.vertx.core.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Hands values over to the event loop, the newest of each camera only. So the one who gives never waits, and a busy event loop
 * finds no more than one value per camera, however long it was away.
 */
final class Newest<T> {

    private final Context context;
    private final Consumer<T> receiver;
    private final Map<String, T> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean called = new AtomicBoolean();

    Newest(Context context, Consumer<T> receiver) {
        this.context = context;
        this.receiver = receiver;
    }

    /** From any thread. */
    void put(String camera, T value) {
        waiting.put(camera, value);
        if (called.compareAndSet(false, true)) {
            try {
                context.runOnContext(v -> receive());
            } catch (RejectedExecutionException e) {
                waiting.clear(); // the server was closed, nobody receives any more
            }
        }
    }

    private void receive() {
        called.set(false);
        for (String camera : waiting.keySet()) {
            T value = waiting.remove(camera);
            if (value != null) {
                receiver.accept(value);
            }
        }
    }
}
