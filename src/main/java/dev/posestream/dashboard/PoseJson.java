package dev.posestream.dashboard;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Person;
import dev.posestream.pose.PoseFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A pose record as JSON, version 1: hundredths of a pixel, thousandths of a score. */
final class PoseJson {

    private PoseJson() {}

    static JsonObject of(PoseFrame frame) {
        return new JsonObject()
                .put("camera", frame.camera()).put("session", frame.session()).put("seq", frame.seq())
                .put("capturedUs", frame.capturedUs()).put("width", frame.width()).put("height", frame.height())
                .put("model", frame.model()).put("skeleton", frame.skeleton())
                .put("latencyUs", frame.latencyUs()).put("dropped", frame.dropped())
                .put("people", people(frame.people()));
    }

    static JsonArray people(List<Person> people) {
        JsonArray array = new JsonArray();
        people.forEach(person -> array.add(person(person)));
        return array;
    }

    private static JsonObject person(Person person) {
        Box box = person.box();
        JsonArray keypoints = new JsonArray();
        for (Keypoint k : person.keypoints()) {
            keypoints.add(JsonArray.of(pixels(k.x()), pixels(k.y()), score(k.score())));
        }
        return new JsonObject().put("track", person.track()).put("score", score(person.score()))
                .put("box", JsonArray.of(pixels(box.x()), pixels(box.y()), pixels(box.width()), pixels(box.height())))
                .put("keypoints", keypoints);
    }

    private static double pixels(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double score(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
