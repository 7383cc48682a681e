package dev.posestream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DashboardAccessTest {

    private static final DashboardSettings LOCKED =
            DashboardSettings.DEFAULT.withPort(0).withCredentials(new Credentials("guard", "s3cret:ü"));

    private static DashboardServer server(DashboardSettings settings) {
        return new DashboardServer(settings, new ManualFeed(), new ManualRegistry(), () -> "people 3\n",
                List.of(HealthCheck.of("broker", () -> false, "no broker at 192.0.2.1:9092")));
    }

    @Test
    void refusesToShowCamerasToTheNetworkWithoutAPassword() {
        for (String host : List.of("0.0.0.0", "::", "192.0.2.1")) {
            assertThatThrownBy(() -> server(DashboardSettings.DEFAULT.withHost(host))).as(host).isInstanceOf(DashboardException.class)
                    .hasMessageContaining(host).hasMessageContaining("configure both");
        }
    }

    @Test
    void listensToTheNetworkWithAPassword() {
        try (DashboardServer server = server(LOCKED.withHost("0.0.0.0"))) {
            assertThat(new Http(server.start()).get("/").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void asksForThePasswordEverywhereButForHealth() throws IOException {
        try (DashboardServer server = server(LOCKED)) {
            int port = server.start();
            Http http = new Http(port);
            for (String path : List.of("/", "/js/main.js", "/api/cameras", "/api/cameras/lobby/snapshot.jpg", "/live", "/metrics", "/nothing")) {
                HttpResponse<String> stranger = http.get(path);
                assertThat(stranger.statusCode()).as(path).isEqualTo(401);
                assertThat(stranger.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic realm=");
                assertThat(http.get(path, Http.basic("guard", "wrong")).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(http.get("/", "Authorization", "Basic ???").statusCode()).isEqualTo(401);
            assertThat(http.get("/", Http.basic("guard", "s3cret:ü")).statusCode()).isEqualTo(200);
            assertThat(http.get("/metrics", Http.basic("guard", "s3cret:ü")).body()).isEqualTo("people 3\n");
            assertThat(http.get("/health/live").statusCode()).isEqualTo(200);
            try (RawSocket stranger = new RawSocket(port); RawSocket guard = new RawSocket(port, Http.basic("guard", "s3cret:ü"))) {
                assertThat(stranger.statusLine).contains("401");
                assertThat(guard.statusLine).contains("101");
            }
        }
    }

    @Test
    void tellsWhatIsWrongOnlyToThoseWhoMayKnow() {
        try (DashboardServer server = server(LOCKED)) {
            Http http = new Http(server.start());
            HttpResponse<String> stranger = http.get("/health/ready");
            assertThat(stranger.statusCode()).isEqualTo(503);
            assertThat(stranger.body()).doesNotContain("192.0.2.1");
            assertThat(http.get("/health/ready", Http.basic("guard", "s3cret:ü")).body()).contains("no broker at 192.0.2.1:9092");
        }
    }

    @Test
    void acceptsTheNamesOfAProxyThatWereConfigured() throws IOException {
        try (DashboardServer server = server(DashboardSettings.DEFAULT.withPort(0).withPublicHosts(Set.of("Poses.example")))) {
            int port = server.start();
            try (RawSocket proxied = new RawSocket(port, "Host", "127.0.0.1", "Origin", "https://poses.example");
                    RawSocket named = new RawSocket(port, "Host", "poses.example", "Origin", "https://poses.example")) {
                assertThat(proxied.statusLine).contains("101");
                assertThat(named.statusLine).contains("101");
            }
        }
    }

    @Test
    void monitoringAloneShowsEachCheckAndNoPage() {
        List<HealthCheck> checks = List.of(HealthCheck.of("broker", () -> true, "no broker"), new HealthCheck("model", () -> {
            throw new IllegalStateException("boom");
        }));
        try (MonitoringServer server = new MonitoringServer(DashboardSettings.DEFAULT.withPort(0), () -> "up 1\n", checks)) {
            Http http = new Http(server.start());
            HttpResponse<String> ready = http.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(ready.body())).isEqualTo(new JsonObject("""
                    {"status":"down","checks":[{"name":"broker","status":"up"},
                     {"name":"model","status":"down","problem":"the check itself failed: IllegalStateException"}]}"""));
            assertThat(http.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(http.get("/metrics").body()).isEqualTo("up 1\n");
            assertThat(http.get("/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(LOCKED.toString()).contains("guard").doesNotContain("s3cret");
    }
}
