package dev.posestream.dashboard;

import dev.posestream.camera.CameraSpec;
import dev.posestream.stream.LiveRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What can be asked for once, as JSON or JPEG, under {@code /api}; described by {@code /api/openapi.json}. */
final class CameraRoutes {

    private final LiveBoard board;
    private final LiveRegistry registry;
    private final String skeletons = SkeletonJson.known().encode();
    private final String description = PageFiles.text("/api/openapi.json");

    CameraRoutes(LiveBoard board, LiveRegistry registry) {
        this.board = board;
        this.registry = registry;
    }

    void install(Router router) {
        router.get("/api/openapi.json").handler(context -> json(context, description));
        router.get("/api/skeletons").handler(context -> json(context, skeletons));
        router.get("/api/cameras").handler(context -> json(context, new JsonObject().put("cameras", cameras()).encode()));
        router.get("/api/cameras/:camera").handler(this::camera);
        router.get("/api/cameras/:camera/poses/latest").handler(context -> withCamera(context, this::latestPoses));
        router.get("/api/cameras/:camera/snapshot.jpg").handler(context -> withCamera(context, this::snapshot));
    }

    /** Those that are known by their states or poses, and those that are registered. */
    private JsonArray cameras() {
        Map<String, CameraSpec> specs = registry.cameras();
        Map<String, JsonObject> cameras = new TreeMap<>();
        board.toJson().forEach(camera -> cameras.put(((JsonObject) camera).getString("camera"), (JsonObject) camera));
        specs.keySet().forEach(id -> cameras.computeIfAbsent(id, CameraRoutes::unheard));
        specs.forEach((id, spec) -> cameras.get(id).put("spec", SpecJson.masked(spec)));
        return new JsonArray(List.copyOf(cameras.values()));
    }

    private void camera(RoutingContext context) {
        String id = context.pathParam("camera");
        Optional<CameraSpec> spec = Optional.ofNullable(registry.cameras().get(id));
        Optional<JsonObject> camera = board.toJson(id).or(() -> spec.map(registered -> unheard(id)));
        spec.ifPresent(registered -> camera.orElseThrow().put("spec", SpecJson.masked(registered)));
        camera.ifPresentOrElse(found -> json(context, found.encode()), () -> unknown(context, id));
    }

    private static JsonObject unheard(String id) {
        return new JsonObject().put("camera", id).put("state", "unknown").put("detail", "it is registered, and nothing has been heard of it yet");
    }

    private static void unknown(RoutingContext context, String id) {
        JsonErrors.send(context, 404, "no camera is called '" + id + "'; /api/cameras lists those there are");
    }

    private void withCamera(RoutingContext context, BiConsumer<RoutingContext, CameraView> then) {
        String id = context.pathParam("camera");
        Optional<CameraView> view = board.camera(id);
        if (view.isPresent()) {
            then.accept(context, view.get());
        } else {
            unknown(context, id);
        }
    }

    private void latestPoses(RoutingContext context, CameraView view) {
        view.poses().ifPresentOrElse(poses -> json(context, RecordJson.of(poses).encode()),
                () -> JsonErrors.send(context, 404, "camera '" + view.id() + "' has no poses yet"));
    }

    private void snapshot(RoutingContext context, CameraView view) {
        view.shot().ifPresentOrElse(
                shot -> context.response().putHeader("content-type", "image/jpeg")
                        .end(Buffer.buffer(shot.frame().picture().jpeg())),
                () -> JsonErrors.send(context, 404, "nobody watches camera '" + view.id()
                        + "', so its frames aren't read; open it in the dashboard or name it in a websocket's watch list"));
    }

    private static void json(RoutingContext context, String body) {
        context.response().putHeader("content-type", "application/json").end(body);
    }
}
