package dev.posestream.dashboard;

import dev.posestream.camera.CameraSpec;
import dev.posestream.stream.CameraJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** A registered camera as it is shown, without the secrets of its address, as Vert.x' JSON. */
final class SpecJson {

    private SpecJson() {}

    static JsonObject masked(CameraSpec spec) {
        return new JsonObject(Buffer.buffer(CameraJson.writeMasked(spec)));
    }
}
