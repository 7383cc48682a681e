package dev.posestream.app.command;

import dev.posestream.network.BadModelException;
import dev.posestream.network.ModelCatalog;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.BadCheckpointException;
import dev.posestream.network.checkpoint.CheckpointKind;
import dev.posestream.network.checkpoint.StoredTensors;
import dev.posestream.network.checkpoint.Tensor;
import dev.posestream.network.dite.Likeness;
import dev.posestream.network.count.OnnxCount;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a file is and costs. */
@Command(name = "info", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Shows a model's inputs, outputs and metadata, its parameters, operators and multiply-adds; of a checkpoint its entries and architecture.",
        "Parameters are the numbers in all floating-point constants that operators read, 16-bit ones and statistics of batch norms included.",
        "Multiply-adds are those of convolutions and matrix products as the file executes them, for one picture. The training form of Dite-HRNet runs every "
                + "kernel of a bank and mixes the results, so it counts more than the network as its authors count it, which 'model summary' shows."})
final class ModelInfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME|FILE", description = "A bundled or fetched model's name, an ONNX file or a checkpoint.")
    private String model;

    @Option(names = "--input", paramLabel = "HEIGHTxWIDTH", converter = InputSize.Converter.class,
            description = "The picture to count multiply-adds for, height first, where the model leaves it free.")
    private InputSize input;

    @Override
    public Integer call() throws UnavailableException {
        try {
            Optional<Path> checkpoint = checkpoint();
            if (checkpoint.isPresent()) {
                print(checkpoint.get());
            } else {
                print(ModelCatalog.open(model));
            }
            return ExitCode.OK;
        } catch (BadModelException | BadCheckpointException e) {
            throw new UnavailableException(e);
        } catch (IOException e) {
            throw new UnavailableException("can't read " + model + ": " + ModelOutput.reason(e), e);
        }
    }

    private Optional<Path> checkpoint() throws BadCheckpointException, IOException {
        try {
            Path file = Path.of(model);
            boolean stored = !ModelCatalog.BUNDLED.contains(model) && Files.isRegularFile(file) && CheckpointKind.of(file) != CheckpointKind.OTHER;
            return stored ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void print(OnnxFile file) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(file.name());
        file.inputs().forEach(tensor -> out.println("  input   " + tensor));
        file.outputs().forEach(tensor -> out.println("  output  " + tensor));
        new TreeMap<>(file.metadata()).forEach((key, value) -> out.println("  " + key + " = " + value));
        OnnxCount count = OnnxCount.of(file, Optional.ofNullable(input).map(size -> List.of(size.height(), size.width())));
        out.println("  parameters     " + grouped(count.parameters()));
        out.println("  multiply-adds  " + (count.multiplyAdds().isPresent() ? grouped(count.multiplyAdds().getAsLong()) + " for one picture"
                : "unknown: " + count.unknown()));
        out.println("  operators      " + grouped(count.operators().values().stream().mapToInt(Integer::intValue).sum()) + ": "
                + count.operators().entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", ")));
    }

    private void print(Path file) throws BadCheckpointException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        CheckpointKind kind = CheckpointKind.of(file);
        StoredTensors stored = kind.open(file);
        out.println(file + ", " + (kind == CheckpointKind.TORCH ? "a PyTorch checkpoint" : "safetensors"));
        new TreeMap<>(stored.notes()).forEach((key, value) -> out.println("  " + key + " = " + firstLine(value)));
        out.println("  entries        " + grouped(stored.tensors().size()));
        out.println("  numbers        " + grouped(stored.tensors().values().stream().mapToLong(ModelInfoCommand::size).sum()));
        out.println("  architecture   " + Likeness.of(stored.tensors()).map(ModelInfoCommand::told).orElse("not recognised"));
    }

    private static String told(Likeness likeness) {
        return likeness + (likeness.isExact() ? "" : ", but " + likeness.differing() + " entries differ; 'model import --arch " + likeness.arch() + "' names them");
    }

    /** Whole configurations are kept in checkpoints. */
    private static String firstLine(String value) {
        return value.lines().findFirst().orElse("") + (value.lines().count() > 1 ? " ..." : "");
    }

    private static long size(Tensor tensor) {
        return tensor.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
