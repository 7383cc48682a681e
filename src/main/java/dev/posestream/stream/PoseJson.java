package dev.posestream.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Person;
import dev.posestream.pose.PoseFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** {@link PoseFrame} as JSON, version 1; the schema is {@code schema/poses-v1.json}. Pixels to 0.01, scores to 0.0001. */
public final class PoseJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory FACTORY = MAPPER.getFactory();

    private PoseJson() {}

    public static byte[] write(PoseFrame frame) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512 + frame.people().size() * 512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("camera", frame.camera());
            json.writeStringField("session", frame.session());
            json.writeNumberField("seq", frame.seq());
            json.writeNumberField("capturedUs", frame.capturedUs());
            json.writeNumberField("width", frame.width());
            json.writeNumberField("height", frame.height());
            json.writeStringField("model", frame.model());
            json.writeStringField("skeleton", frame.skeleton());
            json.writeNumberField("latencyUs", frame.latencyUs());
            json.writeNumberField("dropped", frame.dropped());
            json.writeArrayFieldStart("people");
            for (Person person : frame.people()) {
                write(json, person);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Person person) throws IOException {
        json.writeStartObject();
        json.writeNumberField("track", person.track());
        json.writeNumberField("score", score(person.score()));
        json.writeArrayFieldStart("box");
        Box box = person.box();
        json.writeNumber(pixels(box.x()));
        json.writeNumber(pixels(box.y()));
        json.writeNumber(pixels(box.width()));
        json.writeNumber(pixels(box.height()));
        json.writeEndArray();
        json.writeArrayFieldStart("keypoints");
        for (Keypoint keypoint : person.keypoints()) {
            json.writeStartArray();
            json.writeNumber(pixels(keypoint.x()));
            json.writeNumber(pixels(keypoint.y()));
            json.writeNumber(score(keypoint.score()));
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** @throws BadRecordException when it is not a pose record of version 1 */
    public static PoseFrame read(byte[] value) throws BadRecordException {
        try {
            JsonNode json = MAPPER.readTree(value);
            List<Person> people = new ArrayList<>();
            for (JsonNode person : required(json, "people")) {
                people.add(person(person));
            }
            return new PoseFrame(required(json, "camera").asText(), required(json, "session").asText(),
                    required(json, "seq").asLong(), required(json, "capturedUs").asLong(), required(json, "width").asInt(),
                    required(json, "height").asInt(), required(json, "model").asText(), required(json, "skeleton").asText(),
                    required(json, "latencyUs").asLong(), required(json, "dropped").asLong(), people);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadRecordException("not a pose record: " + e.getMessage());
        }
    }

    private static Person person(JsonNode json) throws BadRecordException {
        JsonNode box = required(json, "box");
        List<Keypoint> keypoints = new ArrayList<>();
        for (JsonNode k : required(json, "keypoints")) {
            keypoints.add(new Keypoint(k.path(0).asDouble(), k.path(1).asDouble(), k.path(2).asDouble()));
        }
        return new Person(required(json, "track").asLong(), required(json, "score").asDouble(),
                new Box(box.path(0).asDouble(), box.path(1).asDouble(), box.path(2).asDouble(), box.path(3).asDouble()), keypoints);
    }

    private static JsonNode required(JsonNode json, String field) throws BadRecordException {
        JsonNode value = json == null ? null : json.get(field);
        if (value == null) {
            throw new BadRecordException("not a pose record: field " + field + " is missing");
        }
        return value;
    }

    private static double pixels(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double score(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
