package dev.posestream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.posestream.camera.CameraState;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveSocketTest {

    private final ManualFeed feed = new ManualFeed();
    private final DashboardServer server = new DashboardServer(DashboardSettings.DEFAULT.withPort(0), feed, new ManualRegistry(), () -> "", List.of());
    private int port;

    @BeforeEach
    void start() {
        port = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawSocket watching(String camera) throws IOException {
        RawSocket viewer = new RawSocket(port);
        viewer.send("{\"watch\":[\"" + camera + "\"]}");
        await().until(() -> feed.watched.contains(camera));
        return viewer;
    }

    private static JsonObject header(RawSocket.Message shot) {
        ByteBuffer bytes = ByteBuffer.wrap(shot.payload());
        byte[] header = new byte[bytes.getInt()];
        bytes.get(header);
        return new JsonObject(new String(header, StandardCharsets.UTF_8));
    }

    private static JsonObject text(RawSocket viewer, String type) throws IOException {
        return new JsonObject(viewer.readUntil(m -> m.opcode() == 1 && m.text().contains("\"type\":\"" + type + "\"")).text());
    }

    @Test
    void sendsAFrameAndItsPeopleAsOneMessage() throws IOException {
        try (RawSocket viewer = watching("lobby")) {
            feed.shot("lobby", 42, ManualFeed.JPEG, true);

            RawSocket.Message shot = viewer.readUntil(m -> m.opcode() == 2);
            JsonObject header = header(shot);
            assertThat(header.getString("camera")).isEqualTo("lobby");
            assertThat(header.getString("session")).isEqualTo(ManualFeed.SESSION);
            assertThat(header.getLong("seq")).isEqualTo(42);
            assertThat(header.getLong("capturedUs")).isEqualTo(5042);
            assertThat(header.getInteger("width")).isEqualTo(1280);
            assertThat(header.getBoolean("analysed")).isTrue();
            assertThat(header.getLong("latencyUs")).isEqualTo(48_210);
            assertThat(header.getJsonArray("people").getJsonObject(0).getInteger("track")).isEqualTo(7);
            int length = shot.payload().length;
            assertThat(Arrays.copyOfRange(shot.payload(), length - ManualFeed.JPEG.length, length)).isEqualTo(ManualFeed.JPEG);
        }
    }

    @Test
    void saysWhenAFrameWasNotAnalysed() throws IOException {
        try (RawSocket viewer = watching("lobby")) {
            feed.shot("lobby", 1, ManualFeed.JPEG, false);

            JsonObject header = header(viewer.readUntil(m -> m.opcode() == 2));
            assertThat(header.getBoolean("analysed")).isFalse();
            assertThat(header.getJsonArray("people")).isEmpty();
        }
    }

    @Test
    void beginsWithAllCamerasAndGoesOnWithStatesAndPosesOfUnwatchedOnes() throws IOException {
        feed.status("yard", CameraState.CONNECTING, "");
        Http http = new Http(port);
        await().until(() -> http.get("/api/cameras").body().contains("yard"));
        try (RawSocket viewer = new RawSocket(port)) {
            assertThat(text(viewer, "cameras").getJsonArray("cameras").getJsonObject(0).getString("state")).isEqualTo("connecting");
            feed.status("yard", CameraState.STALLED, "no frame for 5 s");
            assertThat(text(viewer, "status").getJsonObject("camera").getString("detail")).isEqualTo("no frame for 5 s");
            feed.poses("yard", 9, 1);
            JsonObject poses = text(viewer, "poses");
            assertThat(poses.getJsonObject("record").getLong("seq")).isEqualTo(9);
            assertThat(poses.getLong("dropped")).isEqualTo(1);
        }
    }

    @Test
    void aViewerThatDoesNotReadHoldsNobodyUpAndFindsTheNewestWhenItReadsOn() throws IOException {
        byte[] large = new byte[200_000];
        int last = 150;
        try (RawSocket slow = watching("lobby"); RawSocket fast = watching("lobby")) {
            slow.readUntil(m -> m.text().contains("cameras"));
            awaitBothWatch(slow, fast);
            for (int seq = 1; seq <= last; seq++) {
                feed.shot("lobby", seq, large, true);
                assertThat(header(fast.readUntil(m -> m.opcode() == 2)).getInteger("seq")).isEqualTo(seq);
            }
            int read = 1;
            while (header(slow.readUntil(m -> m.opcode() == 2)).getInteger("seq") != last) {
                read++;
            }
            assertThat(read).as("frames that had waited in buffers").isLessThan(last / 2);
        }
    }

    /** The wish of a second viewer for the same camera changes nothing that a feed could see. */
    private void awaitBothWatch(RawSocket slow, RawSocket fast) throws IOException {
        for (RawSocket viewer : List.of(slow, fast)) {
            viewer.send("{\"watch\":[\"lobby\",\"mark\"]}");
            await().until(() -> feed.watched.contains("mark"));
            viewer.send("{\"watch\":[\"lobby\"]}");
            await().until(() -> !feed.watched.contains("mark"));
        }
    }

    @Test
    void closesOnAMessageItDoesNotKnowAndSaysWhatItExpects() throws IOException {
        for (String message : List.of("hello", "{}", "{\"watch\":[1]}", "[]")) {
            try (RawSocket viewer = new RawSocket(port)) {
                viewer.send(message);
                RawSocket.Message close = viewer.readUntil(m -> m.opcode() == 8);
                assertThat(ByteBuffer.wrap(close.payload()).getShort()).isEqualTo((short) 1008);
                assertThat(close.text()).contains("expected {\"watch\":[");
            }
        }
    }

    @Test
    void refusesAWebsocketOfAnotherSite() throws IOException {
        for (String origin : List.of("https://evil.example", "http://127.0.0.1:1", "null", "http://localhost.evil.example")) {
            try (RawSocket viewer = new RawSocket(port, "Origin", origin)) {
                assertThat(viewer.statusLine).as(origin).contains("403");
            }
        }
        try (RawSocket viewer = new RawSocket(port, "Origin", "http://127.0.0.1:" + port)) {
            assertThat(viewer.statusLine).contains("101");
        }
    }

    @Test
    void refusesANameThatSomebodyPointedAtThisMachine() throws IOException {
        try (RawSocket viewer = new RawSocket(port, "Host", "evil.example:" + port, "Origin", "http://evil.example:" + port)) {
            assertThat(viewer.statusLine).contains("421");
        }
        try (RawSocket viewer = new RawSocket(port, "Host", "localhost:" + port, "Origin", "http://localhost:" + port)) {
            assertThat(viewer.statusLine).contains("101");
        }
    }
}
