package dev.posestream.network.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two tensors and a note, for the tests of files. */
final class Stored {

    static final StoredTensors EXAMPLE = example();

    private Stored() {}

    private static StoredTensors example() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("w", new Tensor.Floats(List.of(2, 3), new float[] {1, -2, 3.5f, Float.MIN_VALUE, 5, 6}));
        tensors.put("n", new Tensor.Longs(List.of(), new long[] {1L << 40}));
        return new StoredTensors(tensors, Map.of("arch", "tiny"));
    }

    static void assertExample(StoredTensors stored) {
        assertThat(stored.tensors()).containsOnlyKeys("w", "n");
        Tensor.Floats w = (Tensor.Floats) stored.tensors().get("w");
        assertThat(w.shape()).isEqualTo(List.of(2, 3));
        assertThat(w.values()).containsExactly(1, -2, 3.5f, Float.MIN_VALUE, 5, 6);
        Tensor.Longs n = (Tensor.Longs) stored.tensors().get("n");
        assertThat(n.shape()).isEmpty();
        assertThat(n.values()).containsExactly(1L << 40);
        assertThat(stored.notes()).containsEntry("arch", "tiny");
    }
}
