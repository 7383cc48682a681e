package dev.posestream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoneOrSharedTest {

    private final List<String> ran = new ArrayList<>();
    private long nanos;
    private final RunningBatches running = new RunningBatches(() -> nanos);

    @Test
    void takesAllCoresForABatchThatRunsAloneAndOneThreadBesideAnotherAndForASecondAfterThat() throws InferenceException {
        try (LoneOrShared person = network("person", () -> { }); NetworkRunner personRunner = person.newRunner()) {
            personRunner.run(FloatBuffer.allocate(0), 1, 1, 1);
            try (LoneOrShared pose = network("pose", () -> personRunner.run(FloatBuffer.allocate(0), 1, 1, 1)); NetworkRunner runner = pose.newRunner()) {
                runner.run(FloatBuffer.allocate(0), 1, 1, 1);
            }
            nanos += 999_999_999L;
            personRunner.run(FloatBuffer.allocate(0), 1, 1, 1);
            nanos += 1;
            personRunner.run(FloatBuffer.allocate(0), 1, 1, 1);
        }
        assertThat(ran).containsExactly("person on all cores", "pose on all cores", "person on one thread",
                "closed pose on one thread", "closed pose on all cores", "person on one thread", "person on all cores",
                "closed person on one thread", "closed person on all cores");
    }

    @Test
    void aBatchThatFailsLeavesTheCoresToTheNext() throws InferenceException {
        try (LoneOrShared broken = network("broken", () -> {
            throw new InferenceException("broken");
        }); NetworkRunner runner = broken.newRunner()) {
            assertThatThrownBy(() -> runner.run(FloatBuffer.allocate(0), 1, 1, 1)).isInstanceOf(InferenceException.class);
        }
        assertThat(running.begin()).isTrue();
    }

    private interface Body {
        void run() throws InferenceException;
    }

    private LoneOrShared network(String name, Body body) {
        return new LoneOrShared(fake(name + " on one thread", body), fake(name + " on all cores", body), running);
    }

    private LoadedNetwork fake(String name, Body body) {
        return new LoadedNetwork() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public NetworkRunner newRunner() {
                return new NetworkRunner() {
                    @Override
                    public List<FloatBuffer> run(FloatBuffer input, int batch, int height, int width) throws InferenceException {
                        ran.add(name);
                        body.run();
                        return List.of();
                    }

                    @Override
                    public void close() {
                        // the network tells
                    }
                };
            }

            @Override
            public void close() {
                ran.add("closed " + name);
            }
        };
    }
}
