package dev.posestream.camera;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections, says what it is told to, and nothing more, for ever. */
final class SilentServer implements AutoCloseable {

    private final ServerSocket server;
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();

    SilentServer(byte[] greeting) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> accept(greeting), "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(byte[] greeting) {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.add(socket);
                OutputStream out = socket.getOutputStream();
                out.write(greeting);
                out.flush();
                accepted.incrementAndGet();
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }
}
