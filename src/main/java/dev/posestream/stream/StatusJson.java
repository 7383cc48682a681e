package dev.posestream.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.posestream.camera.CameraStatus;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@link CameraStatus} as JSON: the value of a record on the topic {@code status}. */
final class StatusJson {

    private static final ObjectMapper MAPPER = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private StatusJson() {}

    static byte[] write(CameraStatus status) {
        try {
            return MAPPER.writeValueAsBytes(status);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CameraStatus read(byte[] value) throws BadRecordException {
        try {
            return MAPPER.readValue(value, CameraStatus.class);
        } catch (IOException e) {
            throw new BadRecordException("not a camera status: " + e.getMessage());
        }
    }
}
