package dev.posestream.dashboard;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one check for whoever asks; one that hangs holds a single worker thread, however often it is asked for. */
final class HealthProbe {

    private static final Logger LOG = LoggerFactory.getLogger(HealthProbe.class);
    private static final long PATIENCE_S = 2;

    private final HealthCheck check;
    private Future<Optional<String>> running = Future.succeededFuture(Optional.empty());

    HealthProbe(HealthCheck check) {
        this.check = check;
    }

    String name() {
        return check.name();
    }

    /** To be called on the event loop. @return what is wrong, or empty; never fails */
    Future<Optional<String>> ask(Vertx vertx) {
        if (running.isComplete()) {
            running = vertx.executeBlocking(() -> check.problem().get(), false);
        }
        return running.timeout(PATIENCE_S, TimeUnit.SECONDS).otherwise(failure -> {
            if (!running.isComplete()) {
                return Optional.of("no answer within " + PATIENCE_S + " s");
            }
            LOG.warn("Health check {} failed", check.name(), failure);
            return Optional.of("the check itself failed: " + failure.getClass().getSimpleName());
        });
    }
}
