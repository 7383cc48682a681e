package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

    @Test
    void readsEveryChoice() {
        assertThat(Device.parse("cpu")).isEqualTo(Device.CPU);
        assertThat(Device.parse("auto")).isEqualTo(Device.AUTO);
        assertThat(Device.parse("gpu")).isEqualTo(Device.gpu(0));
        assertThat(Device.parse("gpu:3")).isEqualTo(Device.gpu(3)).hasToString("gpu:3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GPU", "gpu:", "gpu:-1", "gpu:x", "cuda", "gpu:99999999999"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Device.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device '" + text + "' is not known; expected cpu, gpu, gpu:N");
    }
}
