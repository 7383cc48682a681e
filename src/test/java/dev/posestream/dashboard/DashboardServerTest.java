package dev.posestream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.posestream.camera.CameraState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DashboardServerTest {

    private final ManualFeed feed = new ManualFeed();
    private final DashboardServer server =
            new DashboardServer(DashboardSettings.DEFAULT.withPort(0), feed, new ManualRegistry(), () -> "people 3\n", List.of());
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

    @Test
    void tellsTheStateOfEachCameraWithItsLastResult() {
        feed.status("lobby", CameraState.LIVE, "");
        feed.status("yard", CameraState.FAILED, "refused");
        feed.poses("lobby", 1, 2);
        feed.poses("lobby", 2, 3);

        JsonArray cameras = await().until(() -> new JsonObject(http.get("/api/cameras").body()).getJsonArray("cameras"),
                list -> list.size() == 2 && list.getJsonObject(0).getLong("dropped") == 5);
        assertThat(cameras.getJsonObject(0).getMap()).containsEntry("camera", "lobby").containsEntry("state", "live")
                .containsEntry("fps", 24.5).containsEntry("latencyUs", 48210).containsEntry("people", 1)
                .containsEntry("address", "rtsp://***@192.0.2.7/1").containsEntry("lost", 3);
        assertThat(cameras.getJsonObject(1).getMap()).containsEntry("state", "failed").containsEntry("detail", "refused")
                .doesNotContainKey("people");
    }

    @Test
    void givesTheLatestPosesAsTheRecordOfTheTopic() {
        feed.poses("lobby", 1042, 0);

        JsonObject record = await().until(() -> new JsonObject(http.get("/api/cameras/lobby/poses/latest").body()), r -> r.containsKey("seq"));
        JsonObject person = record.getJsonArray("people").getJsonObject(0);
        assertThat(record.getLong("seq")).isEqualTo(1042);
        assertThat(record.getString("skeleton")).isEqualTo("coco17");
        assertThat((Object) person.getJsonArray("box").getList()).isEqualTo(List.of(412.0, 88.5, 190.2, 540.1));
        assertThat(person.getJsonArray("keypoints")).hasSize(17);
        assertThat((Object) person.getJsonArray("keypoints").getJsonArray(0).getList()).isEqualTo(List.of(503.13, 121.7, 0.97));
    }

    @Test
    void listsTheSkeletonsThatThePageDraws() {
        JsonObject coco = new JsonObject(http.get("/api/skeletons").body()).getJsonObject("coco17");

        assertThat(coco.getJsonArray("keypoints")).hasSize(17).first().isEqualTo("nose");
        assertThat(coco.getJsonArray("bones")).hasSize(19);
    }

    @Test
    void hasASnapshotOfACameraOnlyWhileItIsWatched() throws IOException {
        feed.status("lobby", CameraState.LIVE, "");
        await().untilAsserted(() -> {
            HttpResponse<String> unwatched = http.get("/api/cameras/lobby/snapshot.jpg");
            assertThat(unwatched.statusCode()).isEqualTo(404);
            assertThat(new JsonObject(unwatched.body()).getString("error")).contains("nobody watches camera 'lobby'");
        });
        try (RawSocket viewer = new RawSocket(port)) {
            viewer.send("{\"watch\":[\"lobby\"]}");
            await().until(() -> feed.watched.contains("lobby"));
            feed.shot("lobby", 1, ManualFeed.JPEG, true);
            await().untilAsserted(() -> {
                HttpResponse<String> snapshot = http.get("/api/cameras/lobby/snapshot.jpg");
                assertThat(snapshot.statusCode()).isEqualTo(200);
                assertThat(snapshot.headers().firstValue("content-type")).hasValue("image/jpeg");
                assertThat(snapshot.body()).hasSize(ManualFeed.JPEG.length);
            });
        }
        await().until(() -> feed.watched.isEmpty());
        await().until(() -> http.get("/api/cameras/lobby/snapshot.jpg").statusCode() == 404);
    }

    @Test
    void answersJsonForWhatIsNotThere() {
        for (String path : List.of("/api/nothing", "/api/cameras/nobody/poses/latest", "/js/", "/style", "/../pom.xml", "/js/%2e%2e/main.js")) {
            HttpResponse<String> answer = http.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(new JsonObject(answer.body()).getString("error")).as(path).isNotBlank();
        }
        assertThat(http.get("/live").statusCode()).isEqualTo(426);
    }

    @Test
    void servesThePageWithAnETagAndHeadersThatKeepOthersOut() {
        HttpResponse<String> page = http.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>PoseStream</title>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");

        String etag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(http.get("/", "If-None-Match", etag).statusCode()).isEqualTo(304);
        for (String name : PageFiles.NAMES) {
            assertThat(http.get(name.equals("index.html") ? "/" : "/" + name).statusCode()).as(name).isEqualTo(200);
        }
    }

    @Test
    void isHealthyAndHasMetricsWithoutAPasswordWhereNoneIsConfigured() {
        assertThat(http.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(http.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(http.get("/metrics").body()).isEqualTo("people 3\n");
    }

    @Test
    void namesThePortThatIsInUse() {
        DashboardServer second = new DashboardServer(DashboardSettings.DEFAULT.withPort(port), new ManualFeed(), new ManualRegistry(), () -> "", List.of());

        assertThatThrownBy(second::start).isInstanceOf(DashboardException.class)
                .hasMessageContaining("port " + port + " of 127.0.0.1").hasMessageContaining("choose another port");
    }

    @Test
    void watchesTheUnionOfWhatItsViewersWatch() throws IOException {
        try (RawSocket first = new RawSocket(port)) {
            first.send("{\"watch\":[\"a\",\"b\"]}");
            await().until(() -> feed.watched.equals(Set.of("a", "b")));
            try (RawSocket second = new RawSocket(port)) {
                second.send("{\"watch\":[\"c\"]}");
                await().until(() -> feed.watched.equals(Set.of("a", "b", "c")));
                first.send("{\"watch\":[\"b\"]}");
                await().until(() -> feed.watched.equals(Set.of("b", "c")));
            }
            await().until(() -> feed.watched.equals(Set.of("b")));
        }
        await().until(() -> feed.watched.isEmpty());
    }
}
