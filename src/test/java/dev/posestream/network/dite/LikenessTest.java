package dev.posestream.network.dite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.checkpoint.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {

    @ParameterizedTest
    @CsvSource({"dite-hrnet-18, 17", "dite-hrnet-30, 16"})
    void tellsTheArchitectureAndTheKeypoints(String arch, int keypoints) {
        assertThat(Likeness.of(tensors(arch, keypoints))).hasValue(new Likeness(arch, OptionalInt.of(keypoints), 0));
    }

    @Test
    void tellsTheArchitectureOfACheckpointThatHasAFewOtherEntries() {
        Map<String, Tensor> tensors = tensors("dite-hrnet-30", 17);
        tensors.put("extra", tensors.remove("backbone.stem.conv1.conv.weight"));
        assertThat(Likeness.of(tensors)).hasValue(new Likeness("dite-hrnet-30", OptionalInt.of(17), 2));
    }

    @Test
    void doesNotRecogniseAnotherNetwork() {
        assertThat(Likeness.of(Map.of("conv1.weight", new Tensor.Floats(List.of(1), new float[1])))).isEmpty();
    }

    private static Map<String, Tensor> tensors(String arch, int keypoints) {
        return new LinkedHashMap<>(Checkpoint.fresh(DiteHrNet.of(arch, 64, 64, keypoints).graph(), new Random(0)).values());
    }
}
