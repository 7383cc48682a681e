package dev.posestream.evaluation.bench;

import dev.posestream.inference.Device;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.SingleThreadNetwork;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.graph.Graph;
import dev.posestream.network.onnx.ExportedForm;
import dev.posestream.network.onnx.Form;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/** Compares the serving form of a network with a graph as the authors' PyTorch code is exported, on one thread. */
final class NetworkBench {

    private static final List<Integer> BATCHES = List.of(1, 4, 8);
    private static final int HEIGHT = 256;
    private static final int WIDTH = 192;
    private static final int KEYPOINTS = 17;
    private static final int PICTURES = 16;
    /** Pictures that each runs in a round, whatever the batch. */
    private static final int ROUND = 8;
    private static final int LEAST_ROUNDS = 3;
    private static final Goal GOAL = Goal.atMost(0.7);

    private final String arch;
    private final Graph graph;
    private final Checkpoint weights;
    private final InputTensors noise = noise();

    private NetworkBench(String arch) throws BenchException {
        this.arch = arch;
        try {
            graph = DiteHrNet.of(arch, HEIGHT, WIDTH, KEYPOINTS).graph();
        } catch (IllegalArgumentException e) {
            throw new BenchException(e.getMessage(), e);
        }
        weights = NoiseWeights.of(graph);
    }

    static BenchReport run(BenchSettings settings, Consumer<String> progress) throws BenchException, InferenceException {
        // A thread of its own on a GPU makes no sense to compare with; there the whole device works on a batch.
        Device device = settings.inference().device().kind() == Device.Kind.GPU ? settings.inference().device() : Device.CPU;
        NetworkBench bench = new NetworkBench(settings.arch());
        List<Row> rows = new ArrayList<>();
        for (int batch : BATCHES) {
            rows.addAll(bench.rows(batch, device, settings.effort().dividedBy(BATCHES.size()), progress));
        }
        return new BenchReport(rows, List.of("Network: " + settings.arch() + " at " + HEIGHT + "x" + WIDTH + " on " + device + ", one thread, weights that are "
                + "noise. The baseline is the graph as the authors' code is exported: batch folded into groups, one graph for each batch size; the model file is "
                + "that which takes any batch size, run by ONNX Runtime without PoseStream."));
    }

    private List<Row> rows(int batch, Device device, Duration effort, Consumer<String> progress) throws BenchException, InferenceException {
        OnnxFile serving = Form.SERVING.write(arch, graph, weights);
        Comparison ours = new Comparison();
        Comparison file = new Comparison();
        try (SingleThreadNetwork network = new SingleThreadNetwork(serving, device);
             BareNetwork plain = new BareNetwork(serving, device, noise);
             BareNetwork exported = new BareNetwork(ExportedForm.write(graph, weights, batch), device, noise)) {
            Step ourStep = turn -> network.run(noise.batch(batch, turn), batch, HEIGHT, WIDTH);
            Step fileStep = turn -> plain.run(batch, turn);
            Step exportedStep = turn -> exported.run(batch, turn);
            for (Step step : List.of(ourStep, fileStep, exportedStep)) {
                milliseconds(step, batch);
            }
            long until = System.nanoTime() + effort.toNanos();
            for (int round = 1; round <= LEAST_ROUNDS || System.nanoTime() < until; round++) {
                double baseline = milliseconds(exportedStep, batch);
                ours.add(milliseconds(ourStep, batch), baseline);
                file.add(milliseconds(fileStep, batch), baseline);
            }
        }
        progress.accept(String.format(Locale.ROOT, "network, batch %d: %.1f ms a person, as exported %.1f", batch, ours.candidate(), ours.baseline()));
        return List.of(ours.row("network, batch " + batch, "ms/person", GOAL), file.row("network, batch " + batch + ", model file alone", "ms/person"));
    }

    /** Runs one batch. */
    private interface Step {
        void run(int turn) throws BenchException, InferenceException;
    }

    private static double milliseconds(Step step, int batch) throws BenchException, InferenceException {
        long start = System.nanoTime();
        for (int turn = 0; turn < ROUND / batch; turn++) {
            step.run(turn);
        }
        return (System.nanoTime() - start) / 1e6 / ROUND;
    }

    private static InputTensors noise() {
        int length = PICTURES * 3 * HEIGHT * WIDTH;
        FloatBuffer values = ByteBuffer.allocateDirect(length * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
        Random random = new Random(0);
        for (int i = 0; i < length; i++) {
            values.put((float) random.nextGaussian());
        }
        return new InputTensors(values.flip(), PICTURES, HEIGHT, WIDTH);
    }
}
