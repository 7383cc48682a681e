package dev.posestream.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.posestream.camera.CameraStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * {@link CameraStatus} as JSON, version 1: the value of a record on the topic {@code status}; the schema is
 * {@code schema/status-v1.json}. States are written in lower case, and read in either, as they once were in upper case.
 */
final class StatusJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private StatusJson() {}

    static byte[] write(CameraStatus status) {
        try {
            return MAPPER.writeValueAsBytes(status);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CameraStatus read(byte[] value) throws BadRecordException {
        CameraStatus status;
        try {
            status = MAPPER.readValue(value, CameraStatus.class);
        } catch (IOException e) {
            throw new BadRecordException("not a camera status: " + e.getMessage());
        }
        if (status == null || Stream.of(status.camera(), status.address(), status.state(), status.detail(), status.session())
                .anyMatch(Objects::isNull)) {
            throw new BadRecordException("not a camera status: one of camera, address, state, detail and session is missing");
        }
        return status;
    }
}
