package dev.posestream.dashboard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What can be asked for once, as JSON or JPEG, under {@code /api}. */
final class CameraRoutes {

    private final LiveBoard board;
    private final String skeletons = SkeletonJson.known().encode();

    CameraRoutes(LiveBoard board) {
        this.board = board;
    }

    void install(Router router) {
        router.get("/api/skeletons").handler(context -> json(context, skeletons));
        router.get("/api/cameras").handler(context -> json(context, new JsonObject().put("cameras", board.toJson()).encode()));
        router.get("/api/cameras/:camera/poses/latest").handler(context -> withCamera(context, this::latestPoses));
        router.get("/api/cameras/:camera/snapshot.jpg").handler(context -> withCamera(context, this::snapshot));
    }

    private void withCamera(RoutingContext context, BiConsumer<RoutingContext, CameraView> then) {
        String id = context.pathParam("camera");
        Optional<CameraView> view = board.camera(id);
        if (view.isPresent()) {
            then.accept(context, view.get());
        } else {
            JsonErrors.send(context, 404, "no camera is called '" + id + "'; /api/cameras lists those there are");
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
