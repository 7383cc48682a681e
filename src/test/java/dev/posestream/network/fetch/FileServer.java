package dev.posestream.network.fetch;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on loopback that counts what it is asked. */
public final class FileServer implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private final String scheme;

    public FileServer() throws IOException {
        this(HttpServer.create(), "http");
    }

    FileServer(HttpServer server, String scheme) throws IOException {
        this.server = server;
        this.scheme = scheme;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    public FileServer file(String path, byte[] content) {
        return answer(path, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });
    }

    FileServer redirect(String path, URI to) {
        return answer(path, exchange -> {
            exchange.getResponseHeaders().add("Location", to.toString());
            exchange.sendResponseHeaders(302, -1);
        });
    }

    /** What the handler leaves out of a body that it has announced, never comes. */
    FileServer answer(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return this;
    }

    public URI address(String path) {
        return URI.create(scheme + "://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getAddress().getPort() + path);
    }

    public int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
