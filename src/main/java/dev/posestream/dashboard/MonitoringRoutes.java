package dev.posestream.dashboard;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * For those who watch over the program: {@code /health/live}, {@code /health/ready} and {@code /metrics}.
 * Health is open to all, so that a supervisor needs no password, but tells what is wrong only to those who may know;
 * metrics name the cameras and so ask for the credentials, where there are any.
 */
final class MonitoringRoutes {

    private final Vertx vertx;
    private final Access access;
    private final Supplier<String> metrics;
    private final List<HealthProbe> probes;

    MonitoringRoutes(Vertx vertx, Access access, Supplier<String> metrics, List<HealthCheck> checks) {
        this.vertx = vertx;
        this.access = access;
        this.metrics = metrics;
        this.probes = checks.stream().map(HealthProbe::new).toList();
    }

    void install(Router router) {
        router.get("/health/live").handler(context -> answer(context, true, new JsonArray()));
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(access).handler(this::metrics);
    }

    private void ready(RoutingContext context) {
        List<Future<Optional<String>>> asked = probes.stream().map(p -> p.ask(vertx)).toList();
        boolean mayKnow = access.permits(context.request());
        Future.join(asked).onSuccess(all -> {
            JsonArray checks = new JsonArray();
            boolean up = true;
            for (int i = 0; i < probes.size(); i++) {
                Optional<String> problem = asked.get(i).result();
                up &= problem.isEmpty();
                JsonObject check = new JsonObject().put("name", probes.get(i).name()).put("status", word(problem.isEmpty()));
                problem.filter(p -> mayKnow).ifPresent(p -> check.put("problem", p));
                checks.add(check);
            }
            answer(context, up, checks);
        }).onFailure(context::fail);
    }

    private static void answer(RoutingContext context, boolean up, JsonArray checks) {
        context.response().setStatusCode(up ? 200 : 503).putHeader("content-type", "application/json")
                .end(new JsonObject().put("status", word(up)).put("checks", checks).encode());
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }

    private void metrics(RoutingContext context) {
        vertx.executeBlocking(metrics::get, false)
                .onSuccess(text -> context.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8").end(text))
                .onFailure(context::fail);
    }
}
