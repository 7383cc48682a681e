package dev.posestream.dashboard;

import dev.posestream.pose.PoseFrame;
import dev.posestream.stream.PoseJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** A pose record as it is on the topic, as Vert.x' JSON. */
final class RecordJson {

    private RecordJson() {}

    static JsonObject of(PoseFrame frame) {
        return new JsonObject(Buffer.buffer(PoseJson.write(frame)));
    }
}
