package dev.posestream.inference;

import dev.posestream.network.OnnxFile;
import dev.posestream.network.TensorInfo;
import dev.posestream.network.frozen.FrozenGraph;
import dev.posestream.network.onnx.BlockProbe;
import dev.posestream.network.onnx.BlockedForm;
import dev.posestream.network.onnx.FrozenModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites a network of ours for the CPU at hand. What ONNX Runtime does in blocks of channels is not part of its promises, so the result is
 * compared with the model's own before it is trusted.
 */
final class BlockedModel {

    private static final Logger LOG = LoggerFactory.getLogger(BlockedModel.class);

    /** Both compute in 32 bits, in another order; of the largest number. */
    private static final double TOLERANCE = 2e-3;

    private BlockedModel() {}

    /** @return the same network for single pictures; empty where the model or the CPU does not allow it */
    static Optional<OnnxFile> of(OnnxFile model) {
        Optional<FrozenGraph> network = FrozenModel.of(model);
        OptionalInt block = network.isPresent() ? block() : OptionalInt.empty();
        if (block.isEmpty()) {
            return Optional.empty();
        }
        try {
            OnnxFile blocked = BlockedForm.write(network.get(), block.getAsInt());
            if (agree(model, blocked)) {
                return Optional.of(blocked);
            }
            LOG.warn("{} gives other results in blocks of {} channels; it runs as it is, slower", model.name(), block.getAsInt());
        } catch (UnsupportedOperationException | InferenceException e) {
            LOG.warn("{} can't be run in blocks of {} channels; it runs as it is, slower: {}", model.name(), block.getAsInt(), e.getMessage());
        }
        return Optional.empty();
    }

    /** Empty where ONNX Runtime has no blocks. */
    private static OptionalInt block() {
        try (LoadedNetwork probe = OnnxRuntimeEngine.load(BlockProbe.model(), Device.CPU); NetworkRunner runner = probe.newRunner()) {
            FloatBuffer image = noise(3 * BlockProbe.SIDE * BlockProbe.SIDE);
            return OptionalInt.of(runner.run(image, 1, BlockProbe.SIDE, BlockProbe.SIDE).get(0).remaining() / BlockProbe.BLOCKS);
        } catch (InferenceException e) {
            LOG.info("ONNX Runtime runs convolutions without blocks of channels here: {}", e.getMessage());
            return OptionalInt.empty();
        }
    }

    private static boolean agree(OnnxFile model, OnnxFile blocked) throws InferenceException {
        TensorInfo input = model.inputs().get(0);
        int height = Math.toIntExact(input.size(2));
        int width = Math.toIntExact(input.size(3));
        List<FloatBuffer> expected = outputs(model.ofBatch(1), height, width);
        List<FloatBuffer> found = outputs(blocked, height, width);
        return expected.size() == found.size() && IntStream.range(0, expected.size()).allMatch(i -> agree(expected.get(i), found.get(i)));
    }

    private static List<FloatBuffer> outputs(OnnxFile model, int height, int width) throws InferenceException {
        try (LoadedNetwork network = OnnxRuntimeEngine.load(model, Device.CPU); NetworkRunner runner = network.newRunner()) {
            return runner.run(noise(3 * height * width), 1, height, width).stream().map(output -> FloatBuffer.allocate(output.remaining()).put(output).flip())
                    .toList();
        }
    }

    private static boolean agree(FloatBuffer expected, FloatBuffer found) {
        if (expected.limit() != found.limit()) {
            return false;
        }
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.limit(); i++) {
            largest = Math.max(largest, Math.abs(expected.get(i)));
            difference = Math.max(difference, Math.abs(expected.get(i) - found.get(i)));
        }
        // Not a number differs from everything.
        return difference <= TOLERANCE * largest;
    }

    /** As pictures are, once they are normalised. */
    private static FloatBuffer noise(int count) {
        FloatBuffer noise = ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
        Random random = new Random(0);
        for (int i = 0; i < count; i++) {
            noise.put((float) random.nextGaussian());
        }
        return noise.flip();
    }
}
