package dev.posestream.dashboard;

import dev.posestream.camera.Frame;
import dev.posestream.stream.Shot;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * A shot as one binary websocket message, so that a picture and its people can't be parted: the length of the header as
 * four bytes, big-endian; the header, JSON in UTF-8; and the JPEG up to the end.
 */
final class ShotMessage {

    private ShotMessage() {}

    static Buffer of(Shot shot) {
        byte[] header = header(shot).encode().getBytes(StandardCharsets.UTF_8);
        byte[] jpeg = shot.frame().picture().jpeg();
        return Buffer.buffer(4 + header.length + jpeg.length).appendInt(header.length).appendBytes(header).appendBytes(jpeg);
    }

    private static JsonObject header(Shot shot) {
        Frame frame = shot.frame();
        JsonObject header = new JsonObject()
                .put("camera", frame.camera()).put("session", frame.session()).put("seq", frame.seq())
                .put("capturedUs", frame.picture().capturedUs())
                .put("width", frame.picture().width()).put("height", frame.picture().height())
                .put("analysed", shot.poses().isPresent());
        shot.poses().ifPresentOrElse(
                poses -> header.put("skeleton", poses.skeleton()).put("latencyUs", poses.latencyUs())
                        .put("people", RecordJson.of(poses).getJsonArray("people")),
                () -> header.put("people", new JsonArray()));
        return header;
    }
}
