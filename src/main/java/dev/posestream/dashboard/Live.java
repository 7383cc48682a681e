package dev.posestream.dashboard;

import dev.posestream.camera.CameraStatus;
import dev.posestream.pose.PoseFrame;
import dev.posestream.stream.LiveFeed;
import dev.posestream.stream.Shot;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from the feed to the viewers: on the feed's thread only up to the mailboxes, behind them on the event loop. */
final class Live implements LiveFeed.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final long POSES_EVERY_MS = 100;
    private static final long BEAT_EVERY_MS = 5_000;
    private static final long PAST_EVERY_MS = 1_000;
    private static final long ALIVE_EVERY_MS = 10_000;

    private final Context context;
    private final LiveFeed feed;
    private final LiveBoard board;
    private final LiveHub hub = new LiveHub(this::watched);
    private final Newest<Shot> shots;
    private final Newest<PoseFrame> poses;
    private final Newest<Told> states;
    private final AnalysisRates rates;
    private final Map<String, JsonObject> untold = new LinkedHashMap<>();

    /** What the feed said last of a camera: its status, or that it is to be forgotten; in one mailbox, which keeps their order. */
    private record Told(String camera, Optional<CameraStatus> status) {}

    Live(Vertx vertx, Context context, LiveFeed feed, LiveBoard board, AnalysisRates rates) {
        this.context = context;
        this.feed = feed;
        this.board = board;
        this.rates = rates;
        shots = new Newest<>(context, this::onShot);
        poses = new Newest<>(context, this::onPoses);
        states = new Newest<>(context, this::onTold);
        vertx.setPeriodic(POSES_EVERY_MS, t -> tellPoses());
        vertx.setPeriodic(BEAT_EVERY_MS, t -> beat());
        vertx.setPeriodic(PAST_EVERY_MS, t -> board.past().forEach(this::forget));
        vertx.setPeriodic(ALIVE_EVERY_MS, t -> hub.checkAlive());
    }

    @Override
    public void shot(Shot shot) {
        shots.put(shot.frame().camera(), shot);
    }

    @Override
    public void poses(PoseFrame frame) {
        rates.add(frame);
        poses.put(frame.camera(), frame);
    }

    @Override
    public void status(CameraStatus status) {
        states.put(status.camera(), new Told(status.camera(), Optional.of(status)));
    }

    @Override
    public void forgotten(String camera) {
        states.put(camera, new Told(camera, Optional.empty()));
    }

    /** Makes a websocket of the request. */
    void connect(RoutingContext context) {
        context.request().toWebSocket()
                .onSuccess(socket -> hub.add(socket, new JsonObject().put("type", "cameras").put("cameras", board.toJson()).encode()))
                .onFailure(failure -> JsonErrors.send(context, 426, "/live is a websocket; open it as one"));
    }

    private void onShot(Shot shot) {
        String camera = shot.frame().camera();
        hub.shot(camera, () -> {
            board.put(shot);
            return ShotMessage.of(shot);
        });
    }

    private void onPoses(PoseFrame frame) {
        board.put(frame);
        JsonObject message = new JsonObject().put("type", "poses");
        rates.of(frame.camera()).putInto(message);
        untold.put(frame.camera(), message.put("record", RecordJson.of(frame)));
    }

    /** Results may come at hundreds a second; people read the newest of each camera. */
    private void tellPoses() {
        untold.forEach((camera, message) -> hub.text("poses/" + camera, message));
        untold.clear();
    }

    private void beat() {
        hub.text("beat", new JsonObject().put("type", "beat"));
        board.silent().forEach(this::tellStatus);
    }

    private void onTold(Told told) {
        if (told.status().isPresent()) {
            board.put(told.status().get());
            tellStatus(told.camera());
        } else {
            forget(told.camera());
        }
    }

    private void tellStatus(String camera) {
        board.toJson(camera).ifPresent(json ->
                hub.text("status/" + camera, new JsonObject().put("type", "status").put("camera", json)));
    }

    private void forget(String camera) {
        untold.remove(camera);
        if (board.forget(camera)) {
            hub.gone(camera, new JsonObject().put("type", "gone").put("camera", camera));
        }
    }

    /** On a worker, as nobody knows how quick the feed is; and through one context, which keeps the order. */
    private void watched(Set<String> cameras) {
        board.keepShotsOf(cameras);
        try {
            context.executeBlocking(() -> {
                feed.watch(cameras);
                return null;
            }).onFailure(failure -> LOG.error("The feed failed to watch {}", cameras, failure));
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed while viewers left");
        }
    }
}
