package dev.posestream.dashboard;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every refusal is the same small JSON: {@code {"status":404,"error":"…"}}. */
final class JsonErrors {

    private static final Logger LOG = LoggerFactory.getLogger(JsonErrors.class);

    private JsonErrors() {}

    static void send(RoutingContext context, int status, String error) {
        if (context.response().ended()) {
            return;
        }
        context.response().setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(new JsonObject().put("status", status).put("error", error).encode());
    }

    /** Answers what no route of this router has answered. */
    static void install(Router router) {
        router.errorHandler(404, context -> send(context, 404, "there is nothing at " + context.normalizedPath()));
        router.errorHandler(405, context -> send(context, 405, context.request().method() + " is not possible here; use GET"));
        router.errorHandler(400, context -> send(context, 400, "the request can't be understood"));
        router.errorHandler(500, context -> {
            LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), context.failure());
            send(context, 500, "the dashboard failed to answer; its log says why");
        });
    }
}
