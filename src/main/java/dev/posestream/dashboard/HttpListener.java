package dev.posestream.dashboard;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Vert.x with one event loop, on which everything of one server happens, so that its state needs no locks. */
final class HttpListener implements AutoCloseable {

    private static final long PATIENCE_S = 20;
    /** Holds a few frames: bytes waiting here or in the kernel are delay for a slow viewer. */
    private static final int SEND_BUFFER_BYTES = 256 << 10;
    private static final int LARGEST_MESSAGE_BYTES = 32 << 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(8)
            .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private final Context context = vertx.getOrCreateContext();
    private HttpServer server;

    Vertx vertx() {
        return vertx;
    }

    Context context() {
        return context;
    }

    /**
     * @return the real port
     * @throws DashboardException when it can't listen there; it is closed then
     */
    int listen(DashboardSettings settings, Handler<HttpServerRequest> handler) {
        HttpServerOptions options = new HttpServerOptions()
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setMaxWebSocketMessageSize(LARGEST_MESSAGE_BYTES)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        try {
            server = await(vertx.createHttpServer(options).requestHandler(handler).listen(settings.port(), settings.host()));
            return server.actualPort();
        } catch (DashboardException e) {
            vertx.close();
            if (!(e.getCause() instanceof BindException)) {
                throw e;
            }
            throw new DashboardException("can't listen on port " + settings.port() + " of " + settings.host() + " ("
                    + e.getCause().getMessage() + "); stop the program that has it, or choose another port or host "
                    + "(port 0 takes any free one)", e.getCause());
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DashboardException d ? d
                    : new DashboardException("the server failed: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new DashboardException("the server did not start or stop within " + PATIENCE_S + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DashboardException("interrupted while the server started or stopped", e);
        }
    }

    @Override
    public void close() {
        // Connections first: what they do when they end still needs the workers.
        try {
            await(server == null ? Future.succeededFuture() : server.close());
        } finally {
            await(vertx.close());
        }
    }
}
