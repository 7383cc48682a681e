package dev.posestream.app.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the dashboard for what a browser would. */
final class PageVisit implements AutoCloseable {

    /** The page did not give what was asked for. */
    static final class PageException extends Exception {

        private static final long serialVersionUID = 1L;

        PageException(String message) {
            super(message);
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI page;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private WebSocket socket;

    /** @param page such as {@code http://127.0.0.1:8080} */
    PageVisit(URI page) {
        this.page = page;
    }

    void get(String path) throws PageException, InterruptedException {
        URI address = page.resolve(path);
        try {
            int status = client.send(HttpRequest.newBuilder(address).timeout(TIMEOUT).build(), BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new PageException(address + " answered with status " + status + ", expected 200");
            }
        } catch (IOException e) {
            throw new PageException(address + " does not answer: " + e);
        }
    }

    /** Watches a camera on the live websocket. @return the size of the first message that brings a frame, bytes */
    int firstShot(String camera, Duration patience) throws PageException, InterruptedException {
        URI address = URI.create("ws://" + page.getAuthority() + "/live");
        FirstBinary listener = new FirstBinary();
        try {
            socket = client.newWebSocketBuilder().connectTimeout(TIMEOUT).buildAsync(address, listener).get();
            socket.sendText("{\"watch\":[\"" + camera + "\"]}", true);
            return listener.bytes.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new PageException(address + " broke: " + e.getCause());
        } catch (TimeoutException e) {
            throw new PageException(address + " sent no frame of camera " + camera + " within " + patience.toSeconds() + " s");
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }

    private static final class FirstBinary implements WebSocket.Listener {

        private final CompletableFuture<Integer> bytes = new CompletableFuture<>();
        private int soFar;

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            soFar += data.remaining();
            if (last) {
                bytes.complete(soFar);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            bytes.completeExceptionally(new IOException("closed with " + status + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            bytes.completeExceptionally(failure);
        }
    }
}
