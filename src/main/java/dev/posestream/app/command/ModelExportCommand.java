package dev.posestream.app.command;

import dev.posestream.network.checkpoint.BadCheckpointException;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.checkpoint.SafetensorsFile;
import dev.posestream.network.checkpoint.StoredTensors;
import dev.posestream.network.checkpoint.TorchWriter;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.dite.Likeness;
import dev.posestream.network.onnx.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a checkpoint. */
@Command(name = "export", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Writes the weights of a training form (or of another checkpoint) as a checkpoint: one that torch.load(FILE, weights_only=True) reads, "
                + "{'meta': {'arch': ..., 'input': 'HEIGHTxWIDTH'}, 'state_dict': {...}}, or safetensors.",
        "A serving form has its batch norms folded and can't be exported."})
final class ModelExportCommand implements Callable<Integer> {

    private static final InputSize ANY_SIZE = new InputSize(256, 192);

    @Parameters(paramLabel = "FILE", description = "The training form in ONNX, or a checkpoint.")
    private Path file;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "The checkpoint to write: .pth, .pt or .safetensors.")
    private Path output;

    @Option(names = "--arch", paramLabel = "NAME", description = "The weights' architecture. Default: what the file itself says, or what its entries fit.")
    private String arch;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws UnavailableException {
        ModelOutput out = ModelOutput.of(spec, output, file);
        Function<StoredTensors, byte[]> writer = writer();
        try {
            StoredTensors stored = WeightsFile.read(file);
            String name = architecture(stored);
            Optional<InputSize> size = Optional.ofNullable(stored.notes().get(StoredTensors.INPUT)).flatMap(InputSize::parse);
            ArchitectureModel model = new ArchitectureModel(spec, name, size.orElse(ANY_SIZE), Likeness.keypoints(stored.tensors()).orElse(Likeness.USUAL_KEYPOINTS));
            Checkpoint checkpoint = Checkpoint.of(file.toString(), stored.tensors(), model.graph());
            Map<String, String> notes = new LinkedHashMap<>(stored.notes());
            notes.put(StoredTensors.ARCH, name);
            out.write(writer.apply(new StoredTensors(checkpoint.values(), notes)));
            spec.commandLine().getOut().printf("%s: %s, %,d entries%n", out, name, checkpoint.values().size());
            return ExitCode.OK;
        } catch (BadCheckpointException e) {
            throw new UnavailableException(e);
        } catch (IOException e) {
            throw new UnavailableException("can't read " + file + ": " + ModelOutput.reason(e), e);
        }
    }

    private Function<StoredTensors, byte[]> writer() {
        String name = output.toString();
        if (name.endsWith(".safetensors")) {
            return SafetensorsFile::write;
        }
        if (name.endsWith(".pth") || name.endsWith(".pt")) {
            return TorchWriter::write;
        }
        throw new ParameterException(spec.commandLine(), "--output " + output + " ends in no kind of checkpoint, expected .pth, .pt or .safetensors");
    }

    private String architecture(StoredTensors stored) {
        return Optional.ofNullable(arch).or(() -> Optional.ofNullable(stored.notes().get(StoredTensors.ARCH)).filter(DiteHrNet.ARCHITECTURES::contains))
                .or(() -> Likeness.of(stored.tensors()).map(Likeness::arch))
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--arch is missing, and the entries of " + file + " fit none of "
                        + DiteHrNet.ARCHITECTURES));
    }
}
