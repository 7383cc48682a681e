package dev.posestream.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.posestream.camera.BadAddressException;
import dev.posestream.camera.Camera;
import dev.posestream.camera.CameraOption;
import dev.posestream.camera.CameraSettings;
import dev.posestream.camera.CameraSpec;
import dev.posestream.camera.Masking;
import dev.posestream.camera.kinds.CameraKinds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link CameraSpec} as JSON, version 1: the value of a record on the topic {@code cameras}, whose key is the camera's id; the schema is
 * {@code schema/camera-v1.json}. Numbers and switches are JSON's own, durations and choices are text, such as {@code "5s"}.
 */
public final class CameraJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();
    private static final String ADDRESS = "address";
    private static final String ENABLED = "enabled";
    /** For a name that is not usable, so that the rest can be looked at. */
    private static final String STAND_IN = "camera";

    private CameraJson() {}

    static byte[] write(CameraSpec spec) {
        return write(spec, spec.address());
    }

    /** To be shown: without the secrets of its address, which so can't be read back as it was. */
    public static byte[] writeMasked(CameraSpec spec) {
        return write(spec, spec.masked());
    }

    private static byte[] write(CameraSpec spec, String address) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField(ADDRESS, address);
            for (Map.Entry<CameraOption<?>, Object> setting : spec.settings().entrySet()) {
                json.writeFieldName(setting.getKey().name());
                write(json, setting.getKey(), setting.getValue());
            }
            json.writeBooleanField(ENABLED, spec.enabled());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, CameraOption<?> option, Object value) throws IOException {
        if (value instanceof Boolean on) {
            json.writeBoolean(on);
        } else if (value instanceof Integer whole) {
            json.writeNumber(whole);
        } else if (value instanceof Double number && number == Math.rint(number)) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else {
            json.writeString(option.write(value));
        }
    }

    /** Of the topic: fields that a later version may have added are passed over. @throws BadCameraException when it is none */
    static CameraSpec read(String id, byte[] value) throws BadCameraException {
        return read(id, value, new ArrayList<>(), false);
    }

    /** Of a user, who is told of everything that is wrong: also of fields that do not exist and of an address of no known kind. */
    public static CameraSpec parse(String id, byte[] value) throws BadCameraException {
        return read(id, value, new ArrayList<>(), true);
    }

    private static CameraSpec read(String id, byte[] value, List<String> problems, boolean strict) throws BadCameraException {
        JsonNode json = object(value);
        Map<CameraOption<?>, Object> settings = new HashMap<>();
        json.properties().forEach(field -> {
            Optional<CameraOption<?>> option = CameraOption.named(field.getKey());
            if (option.isPresent()) {
                read(option.get(), field.getValue(), settings, problems);
            } else if (strict && !field.getKey().equals(ADDRESS) && !field.getKey().equals(ENABLED)) {
                problems.add(Masking.mask(field.getKey()) + ": there is no such field; expected address, "
                        + String.join(", ", CameraOption.ALL.stream().map(CameraOption::name).toList()) + " or enabled");
            }
        });
        JsonNode enabled = json.path(ENABLED);
        if (!enabled.isMissingNode() && !enabled.isBoolean()) {
            problems.add("enabled: found " + shown(enabled) + ", expected true or false");
        }
        JsonNode address = json.path(ADDRESS);
        if (!address.isTextual()) {
            problems.add("address: " + (address.isMissingNode() ? "it is missing" : "found " + shown(address)) + "; expected one such as \"rtsp://10.0.0.7/stream\"");
        }
        String usable = Camera.isId(id) ? id : STAND_IN;
        try {
            if (!Camera.isId(id)) {
                problems.add("camera name '" + Masking.mask(id) + "' is not usable; expected " + Camera.NAMES);
            }
            CameraSpec spec = new CameraSpec(usable, address.isTextual() ? address.textValue() : "none", settings, enabled.asBoolean(true));
            if (strict) {
                CameraKinds.check(spec.camera(CameraSettings.DEFAULT));
            }
            if (problems.isEmpty()) {
                return spec;
            }
        } catch (BadAddressException e) {
            e.problems().forEach(problem -> problems.add(Masking.mask(problem)));
        } catch (IllegalArgumentException e) {
            problems.add(Masking.mask(e.getMessage()));
        }
        throw new BadCameraException(problems);
    }

    private static JsonNode object(byte[] value) throws BadCameraException {
        JsonNode json;
        try {
            json = MAPPER.readTree(value);
        } catch (JsonProcessingException e) {
            throw bad("it is no JSON: " + Masking.mask(e.getOriginalMessage()) + (e.getLocation() == null ? "" : ", in line " + e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw bad("it is no JSON: " + Masking.mask(String.valueOf(e.getMessage())));
        }
        if (json == null || !json.isObject()) {
            throw bad("found " + (json == null || json.isMissingNode() ? "nothing" : shown(json))
                    + ", expected a JSON object such as {\"address\":\"rtsp://10.0.0.7/stream\"}");
        }
        return json;
    }

    private static void read(CameraOption<?> option, JsonNode value, Map<CameraOption<?>, Object> settings, List<String> problems) {
        boolean number = Number.class.isAssignableFrom(option.type());
        boolean fits = option.type() == Boolean.class ? value.isBoolean() : number ? value.isNumber() : value.isTextual();
        try {
            // In a form of another kind the text is at most by chance what is meant.
            settings.put(option, option.parse(fits ? value.asText() : ""));
        } catch (IllegalArgumentException e) {
            problems.add(option.name() + ": found " + shown(value) + ", " + e.getMessage() + (fits || !value.isTextual() ? "" : ", without quotes"));
        }
    }

    private static String shown(JsonNode value) {
        String text = Masking.mask(value.toString());
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static BadCameraException bad(String problem) {
        return new BadCameraException(List.of(problem));
    }
}
