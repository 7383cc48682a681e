package dev.posestream.dashboard;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A websocket client (RFC 6455) on a plain socket: it reads only when told to, sends any header and shows a refusal's status,
 * none of which ordinary clients do.
 */
final class RawSocket implements AutoCloseable {

    private final Socket socket = new Socket();
    private final DataInputStream in;
    final String statusLine;

    RawSocket(int port, String... headers) throws IOException {
        socket.setReceiveBufferSize(64 << 10);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        StringBuilder request = new StringBuilder("GET /live HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        boolean host = false;
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            host |= headers[i].equals("Host");
        }
        request.append(host ? "" : "Host: 127.0.0.1:" + port + "\r\n").append("\r\n");
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        statusLine = line();
        while (!line().isEmpty()) { }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed within a header: " + line);
            }
            line.append((char) c);
        }
        return line.toString().trim();
    }

    /** One masked text frame, as clients must send it. */
    void send(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length); // masked with zeros, which changes nothing
        socket.getOutputStream().write(frame);
    }

    /** @param opcode 1 text, 2 binary, 8 close */
    record Message(int opcode, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    /** The next message, put together from its frames. */
    Message read() throws IOException {
        java.io.ByteArrayOutputStream payload = new java.io.ByteArrayOutputStream();
        int opcode = 0;
        while (true) {
            int first = in.readUnsignedByte();
            long length = in.readUnsignedByte() & 0x7F;
            length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            byte[] bytes = in.readNBytes((int) length);
            if ((first & 0x0F) >= 9) {
                continue; // a ping between the frames of a message
            }
            opcode = (first & 0x0F) == 0 ? opcode : first & 0x0F;
            payload.writeBytes(bytes);
            if ((first & 0x80) != 0) {
                return new Message(opcode, payload.toByteArray());
            }
        }
    }

    /** Reads on until a message of the kind comes. */
    Message readUntil(java.util.function.Predicate<Message> wanted) throws IOException {
        Message message = read();
        while (!wanted.test(message)) {
            message = read();
        }
        return message;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
