package dev.posestream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.posestream.camera.CameraSpec;
import dev.posestream.camera.CameraState;
import dev.posestream.stream.CameraRegistry;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.KafkaLiveRegistry;
import dev.posestream.stream.Topics;
import dev.posestream.testing.BrokerWithTopics;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry over HTTP, with a real broker behind it; each test has its own cameras. */
class RegistryRoutesTest {

    @TempDir
    static Path folder;

    private static BrokerWithTopics broker;
    private static KafkaLiveRegistry live;
    private static CameraRegistry registry;
    private static DashboardServer server;
    private static Http http;
    private static final ManualFeed FEED = new ManualFeed();

    @BeforeAll
    static void start() throws Exception {
        broker = BrokerWithTopics.in(folder);
        KafkaConnection connection = broker.connection();
        registry = new CameraRegistry(connection, Topics.DEFAULT);
        live = new KafkaLiveRegistry(connection, Topics.DEFAULT);
        server = new DashboardServer(DashboardSettings.DEFAULT.withPort(0), FEED, live, () -> "up 1\n", List.of());
        http = new Http(server.start());
    }

    @AfterAll
    static void stop() {
        server.close();
        live.close();
        registry.close();
        broker.close();
    }

    private static HttpResponse<String> put(String id, String body) {
        return http.put("/api/cameras/" + id, body);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    @Test
    void aCameraIsAddedReplacedReadAndRemoved() throws Exception {
        assertThat(http.get("/api/cameras/lobby").statusCode()).isEqualTo(404);
        assertThat(put("lobby", "{\"address\":\"rtsp://me:${PASS}@192.0.2.7/1\",\"maxFps\":10}").statusCode()).isEqualTo(201);
        HttpResponse<String> replaced = put("lobby", "{\"address\":\"rtsp://me:${PASS}@192.0.2.7/1\",\"timeout\":\"3s\"}");
        assertThat(replaced.statusCode()).isEqualTo(200);
        JsonObject spec = new JsonObject("{\"address\":\"rtsp://me:${PASS}@192.0.2.7/1\",\"timeout\":\"3s\",\"enabled\":true}");
        assertThat(json(replaced)).isEqualTo(new JsonObject().put("camera", "lobby").put("spec", spec));

        assertThat(json(http.get("/api/cameras/lobby")).getJsonObject("spec")).isEqualTo(spec);
        assertThat(json(http.get("/api/cameras/lobby")).getString("state")).isEqualTo("unknown");
        assertThat(registry.get("lobby").orElseThrow().address()).isEqualTo("rtsp://me:${PASS}@192.0.2.7/1");
        FEED.status("lobby", CameraState.LIVE, "");
        await().untilAsserted(() -> assertThat(json(http.get("/api/cameras/lobby")).getString("state")).isEqualTo("live"));
        assertThat(listed("lobby").getJsonObject("spec")).isEqualTo(spec);
        // What was read can be written.
        assertThat(put("lobby", json(http.get("/api/cameras/lobby")).getJsonObject("spec").encode()).statusCode()).isEqualTo(200);

        HttpResponse<String> removed = http.send("DELETE", "/api/cameras/lobby", "");
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(removed.body()).isEmpty();
        assertThat(registry.get("lobby")).isEmpty();
        assertThat(json(http.get("/api/cameras/lobby")).containsKey("spec")).isFalse();
        assertThat(http.send("DELETE", "/api/cameras/lobby", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aRegistrationNobodyCanUnderstandIsRemovedToo() {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.DEFAULT.cameras(), "junk", "rubbish".getBytes(UTF_8)));
        }
        await().untilAsserted(() -> assertThat(http.send("DELETE", "/api/cameras/junk", "").statusCode()).isEqualTo(204));
        assertThat(http.send("DELETE", "/api/cameras/junk", "").statusCode()).isEqualTo(404);
    }

    @Test
    void whatSomebodyElseRegistersIsSeen() throws Exception {
        registry.put(new CameraSpec("elsewhere", "rtsp://192.0.2.7/1", Map.of(), false));
        await().untilAsserted(() -> assertThat(listed("elsewhere").getJsonObject("spec").getBoolean("enabled")).isFalse());
    }

    @Test
    void aClearPasswordIsTakenShownToNobodyAndWarnedOf() throws Exception {
        HttpResponse<String> answer = put("clear", "{\"address\":\"rtsp://me:geheim@192.0.2.7/1?token=geheim\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).getJsonArray("warnings")).singleElement().asString().contains("in clear", "${CAMERA_CLEAR}");
        assertThat(registry.get("clear").orElseThrow().address()).contains("geheim");
        assertThat(answer.body() + http.get("/api/cameras/clear").body() + http.get("/api/cameras").body()).doesNotContain("geheim");

        // The page's own answer, sent back, would lose the password.
        HttpResponse<String> masked = put("clear", json(http.get("/api/cameras/clear")).getJsonObject("spec").encode());
        assertThat(masked.statusCode()).isEqualTo(400);
        assertThat(json(masked).getString("error")).contains("***", "hidden");
        assertThat(registry.get("clear").orElseThrow().address()).contains("geheim");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "x      | hello                                    | no JSON",
            "x      | []                                       | a JSON object",
            "x      | {}                                       | address: it is missing",
            "x      | {\"address\":\"gopher://h/1\"}           | gopher",
            "x      | {\"address\":\"rtsp:///1\"}              | host",
            "x      | {\"address\":\"rtsp://h\",\"fps\":1}     | fps",
            "x      | {\"address\":\"rtsp://h\",\"maxFps\":-1} | maxFps",
            "x      | {\"address\":\"rtsp://h/${\"}            | ${NAME}",
            "x      | {\"address\":\"synthetic:?people=many\"} | people",
            "a%20b  | {\"address\":\"rtsp://h\"}               | letters, digits"})
    void aWrongSpecificationIsRefusedWithAllThatIsWrong(String id, String body, String told) throws Exception {
        HttpResponse<String> answer = put(id, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).getString("error")).contains(told);
        assertThat(json(answer).getJsonArray("problems")).isNotEmpty();
        assertThat(registry.list()).doesNotContainKeys("x", "a b");
    }

    @Test
    void severalProblemsAreListedOneByOne() {
        assertThat(json(put("x", "{\"priority\":0,\"loop\":1}")).getJsonArray("problems")).hasSize(3);
    }

    @Test
    void pagesOfOtherSitesChangeNothing() throws Exception {
        String spec = "{\"address\":\"rtsp://192.0.2.7/1\"}";
        assertThat(http.put("/api/cameras/forged", spec, "Content-Type", "application/json", "Origin", "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(http.put("/api/cameras/forged", spec, "Content-Type", "text/plain").statusCode()).isEqualTo(415);
        assertThat(http.put("/api/cameras/forged", spec, "X-Nothing", "x").statusCode()).isEqualTo(415);
        assertThat(http.send("POST", "/api/cameras/forged", spec, "Content-Type", "application/json").statusCode()).isEqualTo(405);
        assertThat(registry.get("forged")).isEmpty();
        put("kept", spec);
        assertThat(http.send("DELETE", "/api/cameras/kept", "", "Origin", "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(registry.get("kept")).isPresent();
        assertThat(http.send("DELETE", "/api/cameras/kept", "", "Origin", "http://127.0.0.1:" + http.port()).statusCode()).isEqualTo(204);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        HttpResponse<String> answer = put("large", "{\"address\":\"" + "a".repeat(70_000) + "\"}");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).getString("error")).contains("larger");
    }

    @Test
    void withAPasswordStrangersChangeNothing() {
        DashboardSettings locked = DashboardSettings.DEFAULT.withPort(0).withCredentials(new Credentials("guard", "s3cret"));
        try (DashboardServer guarded = new DashboardServer(locked, new ManualFeed(), new ManualRegistry(), () -> "", List.of())) {
            Http stranger = new Http(guarded.start());
            assertThat(stranger.put("/api/cameras/a", "{\"address\":\"rtsp://h\"}").statusCode()).isEqualTo(401);
            assertThat(stranger.send("DELETE", "/api/cameras/a", "").statusCode()).isEqualTo(401);
            assertThat(stranger.get("/api/openapi.json").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void everyRouteThatIsDescribedAnswers() {
        FEED.poses("described", 1, 0);
        put("described", "{\"address\":\"rtsp://192.0.2.7/1\"}");
        JsonObject paths = json(http.get("/api/openapi.json")).getJsonObject("paths");
        paths.forEach(path -> ((JsonObject) path.getValue()).fieldNames().stream().filter(method -> !method.equals("parameters")).forEach(method -> {
            String at = path.getKey().replace("{camera}", "described");
            String body = method.equals("put") ? "{\"address\":\"rtsp://192.0.2.7/1\"}" : "";
            HttpResponse<String> answer = body.isEmpty() ? http.send(method.toUpperCase(java.util.Locale.ROOT), at, "") : http.put(at, body);
            assertThat(((JsonObject) path.getValue()).getJsonObject(method).getJsonObject("responses").fieldNames()).as(method + " " + at)
                    .contains(String.valueOf(answer.statusCode()));
            assertThat(answer.statusCode()).as(method + " " + at).isNotEqualTo(405);
            assertThat(answer.body()).as(method + " " + at).doesNotContain("there is nothing at");
        }));
    }

    @Test
    void everyRouteUnderApiIsDescribed() {
        Vertx vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            new CameraRoutes(new LiveBoard(Clocks.SYSTEM, new AnalysisRates(Clocks.SYSTEM)), new ManualRegistry()).install(router);
            new RegistryRoutes(vertx, new SameSite(DashboardSettings.DEFAULT), new ManualRegistry()).install(router);
            Set<String> routes = new TreeSet<>();
            for (Route route : router.getRoutes()) {
                for (HttpMethod method : route.methods()) {
                    routes.add(method.name().toLowerCase(java.util.Locale.ROOT) + " " + route.getPath().replace(":camera", "{camera}"));
                }
            }
            Set<String> described = new TreeSet<>();
            json(http.get("/api/openapi.json")).getJsonObject("paths").forEach(path -> ((JsonObject) path.getValue()).fieldNames().stream()
                    .filter(method -> path.getKey().startsWith("/api") && !method.equals("parameters"))
                    .forEach(method -> described.add(method + " " + path.getKey())));
            assertThat(described).isEqualTo(routes);
        } finally {
            vertx.close();
        }
    }

    @Test
    void theDescriptionHasTheFieldsOfThePublishedSchemaAndFitsTheAnswers() {
        JsonObject schemas = json(http.get("/api/openapi.json")).getJsonObject("components").getJsonObject("schemas");
        JsonObject published = new JsonObject(PageFiles.text("/schema/camera-v1.json"));
        assertThat(schemas.getJsonObject("Spec").getJsonObject("properties")).isEqualTo(published.getJsonObject("properties"));
        put("fits", "{\"address\":\"rtsp://192.0.2.7/1\"}");
        JsonSchema camera = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemas.getJsonObject("Camera").encode());
        assertThat(camera.validate(http.get("/api/cameras/fits").body(), InputFormat.JSON)).isEmpty();
    }

    private static JsonObject listed(String camera) {
        JsonArray cameras = json(http.get("/api/cameras")).getJsonArray("cameras");
        return cameras.stream().map(JsonObject.class::cast).filter(found -> found.getString("camera").equals(camera)).findFirst().orElseThrow();
    }
}
