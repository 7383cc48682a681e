package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.posestream.camera.CameraState;
import dev.posestream.camera.CameraStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusJsonTest {

    private static CameraStatus status(CameraState state) {
        return new CameraStatus("lobby", "rtsp://***@192.0.2.7/1", state, "no frame for 5 s", 1_795_368_412_000_000L,
                1_795_368_414_000_000L, "0b0f4a66-5e2c-4c5e-a1a5-3c1b5b1a2d11", 12, 3, 1, 24.5);
    }

    private static String json(CameraState state) {
        return new String(StatusJson.write(status(state)), UTF_8);
    }

    @Test
    void spellsTheStateAsTheDashboardDoes() {
        assertThat(json(CameraState.LIVE)).contains("\"state\":\"live\"");
    }

    @ParameterizedTest
    @EnumSource(CameraState.class)
    void fitsThePublishedSchemaAndReadsBackWhatItWrote(CameraState state) throws Exception {
        assertThat(schema().validate(json(state), InputFormat.JSON)).isEmpty();
        assertThat(StatusJson.read(json(state).getBytes(UTF_8))).isEqualTo(status(state));
    }

    @Test
    void readsTheUpperCaseOfOlderRecordsWhichTheSchemaRefuses() throws Exception {
        String older = json(CameraState.LIVE).replace("\"live\"", "\"LIVE\"");

        assertThat(StatusJson.read(older.getBytes(UTF_8))).isEqualTo(status(CameraState.LIVE));
        assertThat(schema().validate(older, InputFormat.JSON)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "null", "{}", "{\"state\":\"asleep\"}"})
    void somethingElseIsRefusedByName(String json) {
        assertThatThrownBy(() -> StatusJson.read(json.getBytes(UTF_8))).isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("not a camera status");
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(StatusJson.class.getResourceAsStream("/schema/status-v1.json"));
    }
}
