package dev.posestream.inference;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that takes single pictures, made to take batches: on a CPU, where the features of one picture stay in the cache and those of
 * many do not, that is no slower. Owns the network.
 */
final class OneAtATime implements LoadedNetwork {

    private final LoadedNetwork network;

    OneAtATime(LoadedNetwork network) {
        this.network = network;
    }

    @Override
    public String name() {
        return network.name();
    }

    @Override
    public NetworkRunner newRunner() {
        return new Runner(network.newRunner());
    }

    @Override
    public void close() {
        network.close();
    }

    private static final class Runner implements NetworkRunner {

        private final NetworkRunner single;

        Runner(NetworkRunner single) {
            this.single = single;
        }

        @Override
        public List<FloatBuffer> run(FloatBuffer input, int batch, int height, int width) throws InferenceException {
            if (batch == 1) {
                return single.run(input, 1, height, width);
            }
            int length = input.remaining() / batch;
            List<FloatBuffer> results = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                List<FloatBuffer> outputs = single.run(input.slice(input.position() + i * length, length), 1, height, width);
                for (int o = 0; o < outputs.size(); o++) {
                    if (i == 0) {
                        results.add(FloatBuffer.allocate(outputs.get(o).remaining() * batch));
                    }
                    results.get(o).put(outputs.get(o));
                }
            }
            results.forEach(FloatBuffer::flip);
            return results;
        }

        @Override
        public void close() {
            single.close();
        }
    }
}
