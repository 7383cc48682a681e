package dev.posestream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.posestream.camera.CameraState;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a camera leaves, by clocks that the test turns. */
class PastCamerasTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TurnedClocks clocks = new TurnedClocks();
    private final ManualFeed feed = new ManualFeed();
    private final DashboardServer server =
            new DashboardServer(DashboardSettings.DEFAULT.withPort(0), feed, new ManualRegistry(), () -> "", List.of(), clocks);
    private int port;
    private Http http;

    @BeforeEach
    void start() {
        port = server.start();
        http = new Http(port);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void status(String camera, CameraState state, Duration ago) {
        feed.status(camera, state, "", clocks.wallUs() - ago.toNanos() / 1000);
    }

    private List<String> shown() {
        return new JsonObject(http.get("/api/cameras").body()).getJsonArray("cameras").stream()
                .map(camera -> ((JsonObject) camera).getString("camera")).toList();
    }

    private void awaitShown(String... cameras) {
        await().untilAsserted(() -> assertThat(shown()).containsExactly(cameras));
    }

    @Test
    void oneThatEndedLeavesTenMinutesAfterItsLastStatus() {
        status("clip", CameraState.ENDED, MINUTE);
        status("lobby", CameraState.LIVE, Duration.ZERO);
        awaitShown("clip", "lobby");
        clocks.turn(MINUTE.multipliedBy(8));
        awaitShown("clip", "lobby");
        clocks.turn(MINUTE.plusSeconds(1));
        awaitShown("lobby");
    }

    @Test
    void oneThatFellSilentLeavesAfterADay() {
        status("lobby", CameraState.LIVE, Duration.ZERO);
        awaitShown("lobby");
        clocks.turn(Duration.ofHours(24));
        assertThat(http.get("/api/cameras").body()).contains("\"state\":\"unknown\"");
        clocks.turn(Duration.ofSeconds(1));
        awaitShown();
    }

    @Test
    void statusesOfThePastAreNotShownAtAll() {
        status("clip", CameraState.ENDED, MINUTE.multipliedBy(11));
        status("attic", CameraState.LIVE, Duration.ofHours(25));
        status("gate", CameraState.FAILED, Duration.ofHours(23));
        status("lobby", CameraState.LIVE, Duration.ZERO);

        awaitShown("gate", "lobby");
    }

    @Test
    void oneWithoutAStatusStaysWhileItsResultsCome() {
        feed.poses("lobby", 1, 0);
        awaitShown("lobby");
        clocks.turn(Duration.ofHours(23));
        feed.poses("lobby", 2, 0);
        await().until(() -> http.get("/api/cameras/lobby/poses/latest").body().contains("\"seq\":2"));
        clocks.turn(Duration.ofHours(23));
        awaitShown("lobby");
        clocks.turn(Duration.ofHours(2));
        awaitShown();
    }

    @Test
    void oneThatIsForgottenLeavesAtOnceAndItsViewersAreTold() throws IOException {
        status("lobby", CameraState.LIVE, Duration.ZERO);
        feed.poses("yard", 1, 4);
        awaitShown("lobby", "yard");
        try (RawSocket viewer = new RawSocket(port)) {
            viewer.readUntil(m -> m.text().contains("\"type\":\"cameras\""));
            feed.forgotten("lobby");
            feed.forgotten("nobody");
            feed.forgotten("yard");

            List<String> told = List.of(gone(viewer), gone(viewer));
            assertThat(told).containsExactlyInAnyOrder("lobby", "yard");
        }
        awaitShown();
        assertThat(http.get("/api/cameras/lobby/poses/latest").statusCode()).isEqualTo(404);

        feed.poses("yard", 2, 1);
        awaitShown("yard");
        assertThat(http.get("/api/cameras").body()).as("counted anew").contains("\"dropped\":1");
    }

    private static String gone(RawSocket viewer) throws IOException {
        return new JsonObject(viewer.readUntil(m -> m.text().contains("\"type\":\"gone\"")).text()).getString("camera");
    }

    @Test
    void theRateOfAnalysisAndWhatWasDroppedLatelyFadeByThemselves() {
        status("lobby", CameraState.LIVE, Duration.ZERO);
        for (int seq = 1; seq <= 100; seq++) {
            clocks.turn(Duration.ofMillis(200));
            feed.poses("lobby", seq, 1);
        }
        awaitCamera("analysedFps", 5.0, "analysedLately", 50, "droppedLately", 50, "dropped", 100);
        clocks.turn(Duration.ofSeconds(10));
        awaitCamera("analysedFps", 0.0, "analysedLately", 0, "droppedLately", 0, "dropped", 100);
    }

    private void awaitCamera(Object... fields) {
        await().untilAsserted(() -> {
            JsonObject camera = new JsonObject(http.get("/api/cameras").body()).getJsonArray("cameras").getJsonObject(0);
            for (int i = 0; i < fields.length; i += 2) {
                assertThat(camera.getMap()).containsEntry((String) fields[i], fields[i + 1]);
            }
        });
    }
}
