package dev.posestream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Person;
import dev.posestream.pose.PoseFrame;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoseJsonTest {

    private static final PoseFrame FRAME = new PoseFrame("lobby", "0b0f4a66-5e2c-4c5e-a1a5-3c1b5b1a2d11", 1042, 1_795_368_412_740_966L,
            1280, 720, "movenet-thunder@256x256", "coco17", 48_210, 2, List.of(new Person(7, .93, new Box(412, 88.5, 190.2, 540.1),
                    Collections.nCopies(17, new Keypoint(503.1, 121.7, .97)))));

    @Test
    void isWhatTheContractShows() {
        String keypoints = String.join(",", Collections.nCopies(17, "[503.1,121.7,0.97]"));
        assertThat(new String(PoseJson.write(FRAME), UTF_8)).isEqualTo("{\"camera\":\"lobby\",\"session\":\"0b0f4a66-5e2c-4c5e-a1a5-3c1b5b1a2d11\","
                + "\"seq\":1042,\"capturedUs\":1795368412740966,\"width\":1280,\"height\":720,\"model\":\"movenet-thunder@256x256\","
                + "\"skeleton\":\"coco17\",\"latencyUs\":48210,\"dropped\":2,\"people\":[{\"track\":7,\"score\":0.93,"
                + "\"box\":[412.0,88.5,190.2,540.1],\"keypoints\":[" + keypoints + "]}]}");
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        assertThat(PoseJson.read(PoseJson.write(FRAME))).isEqualTo(FRAME);
    }

    @Test
    void fitsThePublishedSchema() {
        assertThat(schema().validate(new String(PoseJson.write(FRAME), UTF_8), InputFormat.JSON)).isEmpty();
    }

    @Test
    void theSchemaRefusesATrackIdOfZero() {
        String json = new String(PoseJson.write(FRAME), UTF_8).replace("\"track\":7", "\"track\":0");
        assertThat(schema().validate(json, InputFormat.JSON)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{}", "[]", "null", "{\"camera\":\"a\",\"people\":[{}]}"})
    void somethingElseIsRefusedByName(String json) {
        assertThatThrownBy(() -> PoseJson.read(json.getBytes(UTF_8))).isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("not a pose record");
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(PoseJson.class.getResourceAsStream("/schema/poses-v1.json"));
    }
}
