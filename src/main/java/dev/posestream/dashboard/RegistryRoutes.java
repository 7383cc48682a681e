package dev.posestream.dashboard;

import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraSpec;
import dev.posestream.stream.BadCameraException;
import dev.posestream.stream.CameraJson;
import dev.posestream.stream.LiveRegistry;
import dev.posestream.stream.StreamException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;

/**
 * Registers and removes cameras: {@code PUT} and {@code DELETE} of {@code /api/cameras/ID}. Refuses pages of other sites, and what is not
 * declared as JSON, which such a page can't send without asking first.
 */
final class RegistryRoutes {

    private static final String PATH = "/api/cameras/:camera";
    private static final long LARGEST_BODY = 64 << 10;

    private final Vertx vertx;
    private final SameSite site;
    private final LiveRegistry registry;

    RegistryRoutes(Vertx vertx, SameSite site, LiveRegistry registry) {
        this.vertx = vertx;
        this.site = site;
        this.registry = registry;
    }

    void install(Router router) {
        // Routes of their own, because Vert.x wants the body read first within one.
        router.put(PATH).handler(site::checkOrigin);
        router.put(PATH).handler(RegistryRoutes::checkJson);
        router.put(PATH).handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        router.put(PATH).handler(this::put);
        router.delete(PATH).handler(site::checkOrigin).handler(this::remove);
    }

    private static void checkJson(RoutingContext context) {
        String type = context.request().getHeader("content-type");
        if (type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            context.next();
        } else {
            JsonErrors.send(context, 415, "found content of type '" + (type == null ? "" : type) + "', expected application/json");
        }
    }

    private void put(RoutingContext context) {
        String id = context.pathParam("camera");
        Buffer body = context.body().buffer();
        CameraSpec spec;
        try {
            spec = CameraJson.parse(id, body == null ? new byte[0] : body.getBytes());
        } catch (BadCameraException e) {
            JsonErrors.send(context, 400, e.problems());
            return;
        }
        vertx.executeBlocking(() -> registry.put(spec), false).onSuccess(known -> {
            JsonObject answer = new JsonObject().put("camera", id).put("spec", SpecJson.masked(spec));
            if (!spec.warnings().isEmpty()) {
                answer.put("warnings", new JsonArray(spec.warnings()));
            }
            context.response().setStatusCode(known ? 200 : 201).putHeader("content-type", "application/json").end(answer.encode());
        }).onFailure(failure -> failed(context, failure));
    }

    private void remove(RoutingContext context) {
        String id = context.pathParam("camera");
        if (!Camera.isId(id)) {
            JsonErrors.send(context, 400, List.of("'" + id + "' can't be a camera's name; expected letters, digits, dots, dashes or underscores"));
            return;
        }
        vertx.executeBlocking(() -> registry.remove(id), false).onSuccess(known -> {
            if (known) {
                context.response().setStatusCode(204).end();
            } else {
                JsonErrors.send(context, 404, "no camera '" + id + "' is registered; /api/cameras shows those that are, with a spec");
            }
        }).onFailure(failure -> failed(context, failure));
    }

    private static void failed(RoutingContext context, Throwable failure) {
        if (failure instanceof StreamException) {
            JsonErrors.send(context, 503, failure.getMessage());
        } else {
            context.fail(failure);
        }
    }
}
