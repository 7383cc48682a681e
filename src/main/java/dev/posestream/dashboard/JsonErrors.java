package dev.posestream.dashboard;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every refusal is the same small JSON: {@code {"status":404,"error":"…"}}. */
final class JsonErrors {

    private static final Logger LOG = LoggerFactory.getLogger(JsonErrors.class);

    private JsonErrors() {}

    static void send(RoutingContext context, int status, String error) {
        send(context, status, new JsonObject().put("status", status).put("error", error));
    }

    /** All that is wrong: as one text under {@code error}, and one by one under {@code problems}. */
    static void send(RoutingContext context, int status, List<String> problems) {
        send(context, status, new JsonObject().put("status", status).put("error", String.join("; ", problems)).put("problems", new JsonArray(problems)));
    }

    private static void send(RoutingContext context, int status, JsonObject body) {
        if (context.response().ended()) {
            return;
        }
        context.response().setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body.encode());
    }

    /** Answers what no route of this router has answered. */
    static void install(Router router) {
        router.errorHandler(404, context -> send(context, 404, "there is nothing at " + context.normalizedPath()));
        router.errorHandler(405, context -> send(context, 405, context.request().method() + " is not possible here; /api/openapi.json tells what is"));
        router.errorHandler(413, context -> send(context, 413, "the body is larger than a camera's specification can be"));
        router.errorHandler(400, context -> send(context, 400, "the request can't be understood"));
        router.errorHandler(500, context -> {
            LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), context.failure());
            send(context, 500, "the dashboard failed to answer; its log says why");
        });
    }
}
