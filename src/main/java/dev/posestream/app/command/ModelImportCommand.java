package dev.posestream.app.command;

import dev.posestream.network.BadModelException;
import dev.posestream.network.FittingModel;
import dev.posestream.network.ModelDescription;
import dev.posestream.network.ModelMetadata;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.BadCheckpointException;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.checkpoint.CheckpointKind;
import dev.posestream.network.checkpoint.StoredTensors;
import dev.posestream.network.dite.DiteHrNet;
import dev.posestream.network.dite.Likeness;
import dev.posestream.network.onnx.Form;
import dev.posestream.network.onnx.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a checkpoint, or a foreign model, one that the program runs. */
@Command(name = "import", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Makes a model that --pose-model and --person-model take, out of a checkpoint or a foreign ONNX model.",
        "A checkpoint (torch.save's zip archive, safetensors, or the training form in ONNX; told apart by their content) is put into an architecture: "
                + "--arch dite-hrnet-18 --input 256x192. Nothing in it is executed. Every entry that does not fit is named.",
        "An ONNX model is copied, with how it is fed and read written into the copy: --decoder and what follows it.",
        "The input is a picture, RGB, NCHW, float32; each channel becomes (value * scale - mean) / std.",
        "For a model trained with ImageNet's normalisation: --scale 0.00392157 --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225"})
final class ModelImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The checkpoint or ONNX model.")
    private Path file;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "The model to write, ONNX.")
    private Path output;

    @Option(names = "--arch", paramLabel = "NAME", description = "The checkpoint's architecture, such as dite-hrnet-18. Default: what the file itself says.")
    private String arch;

    @Option(names = "--input", paramLabel = "HEIGHTxWIDTH", converter = InputSize.Converter.class,
            description = "With --arch: the picture's size, height first, multiples of 32, such as 256x192. Default: what the file itself says.")
    private InputSize input;

    @Option(names = "--keypoints", paramLabel = "N", description = "With --arch: how many. Default: as the checkpoint has.")
    private Integer keypoints;

    @Option(names = "--form", paramLabel = "FORM", converter = FormConverter.class,
            description = "With --arch: serving (default), for running, or training, from which the checkpoint can be had back.")
    private Form form;

    @Mixin
    private DescriptionOptions description;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws UnavailableException {
        ModelOutput out = ModelOutput.of(spec, output, file);
        try {
            OnnxFile model = isWeights() ? fromWeights() : fromForeign();
            String told = FittingModel.of(model).toString();
            out.write(model.bytes());
            spec.commandLine().getOut().println(out + ": " + told);
            return ExitCode.OK;
        } catch (BadModelException | BadCheckpointException e) {
            throw new UnavailableException(e);
        } catch (IOException e) {
            throw new UnavailableException("can't read " + file + ": " + ModelOutput.reason(e), e);
        }
    }

    /** Rather than a graph to be taken as it is. */
    private boolean isWeights() throws BadCheckpointException, BadModelException, IOException {
        return arch != null || CheckpointKind.of(file) != CheckpointKind.OTHER
                || Form.TRAINING.label().equals(OnnxFile.read(file).metadata().get(ModelMetadata.FORM));
    }

    private OnnxFile fromWeights() throws BadCheckpointException, BadModelException, IOException {
        StoredTensors stored = WeightsFile.read(file);
        String name = Optional.ofNullable(arch).or(() -> Optional.ofNullable(stored.notes().get(StoredTensors.ARCH)).filter(DiteHrNet.ARCHITECTURES::contains))
                .orElseThrow(() -> usage("--arch is missing, expected one of " + DiteHrNet.ARCHITECTURES + hint(stored)));
        InputSize size = Optional.ofNullable(input).or(() -> Optional.ofNullable(stored.notes().get(StoredTensors.INPUT)).flatMap(InputSize::parse))
                .orElseThrow(() -> usage("--input is missing, expected HEIGHTxWIDTH, such as 256x192"));
        int count = keypoints != null ? keypoints : Likeness.keypoints(stored.tensors()).orElse(Likeness.USUAL_KEYPOINTS);
        ArchitectureModel model = new ArchitectureModel(spec, name, size, count);
        if (size.width() > size.height() && !name.endsWith("-center")) {
            spec.commandLine().getErr().println("note: --input is height x width; at " + size + " a person's picture is wider than high, as in none of the published networks");
        }
        try {
            Checkpoint checkpoint = Checkpoint.of(file.toString(), stored.tensors(), model.graph());
            return model.write(form == null ? Form.SERVING : form, checkpoint, stored.notes(), description);
        } catch (BadCheckpointException e) {
            Optional<Likeness> other = Likeness.of(stored.tensors())
                    .filter(like -> !like.arch().equals(name) || like.keypoints().isPresent() && like.keypoints().getAsInt() != count);
            throw other.isPresent() ? e.with("it looks like " + other.get() + ", so try " + remedy(other.get())) : e;
        }
    }

    private static String hint(StoredTensors stored) {
        return Likeness.of(stored.tensors()).map(like -> "; the checkpoint looks like " + like).orElse("");
    }

    private String remedy(Likeness other) {
        return "--arch " + other.arch() + (keypoints == null ? "" : " without --keypoints");
    }

    private OnnxFile fromForeign() throws BadModelException, IOException {
        if (input != null || keypoints != null || form != null) {
            throw usage("--input, --keypoints and --form belong to a checkpoint and its --arch, and " + file + " is an ONNX model to be taken as it is");
        }
        String decoder = description.decoder().orElseThrow(() -> usage("--decoder is missing, expected how the outputs of " + file
                + " are read: heatmap, heatmap-dark or center; or, if it holds the weights of a known architecture, --arch, one of " + DiteHrNet.ARCHITECTURES));
        boolean person = decoder.equals(ModelDescription.Decoder.CENTER.label());
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(ModelMetadata.PREFIX + "version", "1");
        entries.put(ModelMetadata.PREFIX + "name", file.getFileName().toString().replaceFirst("\\.onnx$", ""));
        entries.put(ModelMetadata.PREFIX + "task", person ? "person" : "pose");
        if (!person) {
            entries.put(ModelMetadata.PREFIX + "skeleton", "coco17");
        }
        entries.putAll(description.given());
        return OnnxFile.read(file).describe(ModelMetadata.decode(file.toString(), entries));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
