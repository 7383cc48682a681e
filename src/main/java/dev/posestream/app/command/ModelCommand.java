package dev.posestream.app.command;

import dev.posestream.network.BadModelException;
import dev.posestream.network.ModelCatalog;
import dev.posestream.network.ModelDescription;
import dev.posestream.network.ModelMetadata;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.PersonShape;
import dev.posestream.network.PoseShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code posestream model}: what a model is, and how a foreign one learns to explain itself. */
@Command(name = "model", description = "Shows models, and takes in foreign ones.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        subcommands = {ModelCommand.Info.class, ModelCommand.Import.class})
final class ModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    static CommandLine create() {
        return new CommandLine(new ModelCommand());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Inputs, outputs and metadata. */
    @Command(name = "info", description = "Shows a model's inputs, outputs and metadata.", mixinStandardHelpOptions = true)
    static final class Info implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME|FILE", description = "A bundled model's name, or an ONNX file.")
        private String model;

        @Override
        public Integer call() throws UnavailableException {
            try {
                print(ModelCatalog.open(model), spec.commandLine().getOut());
                return ExitCode.OK;
            } catch (BadModelException | IOException e) {
                throw new UnavailableException(e);
            }
        }

        private static void print(OnnxFile file, PrintWriter out) {
            out.println(file.name());
            file.inputs().forEach(tensor -> out.println("  input   " + tensor));
            file.outputs().forEach(tensor -> out.println("  output  " + tensor));
            new TreeMap<>(file.metadata()).forEach((key, value) -> out.println("  " + key + " = " + value));
        }
    }

    /** Writes metadata into a copy of a foreign model. */
    @Command(name = "import", mixinStandardHelpOptions = true, sortOptions = false, description = {
            "Copies an ONNX model and writes into the copy how it is fed and read, so that --pose-model and --person-model take it.",
            "The model's input is a picture, RGB, NCHW, float32; each channel becomes (value * scale - mean) / std.",
            "For one trained with ImageNet's normalisation: --scale 0.00392157 --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225"})
    static final class Import implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "The ONNX model.")
        private Path file;

        @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "The copy.")
        private Path output;

        @Option(names = "--decoder", required = true, paramLabel = "NAME", description = "heatmap, heatmap-dark (pose) or center (person).")
        private String decoder;

        @Option(names = "--name", paramLabel = "NAME", description = "Goes into pose records. Default: the file's name.")
        private String name;

        @Option(names = "--scale", paramLabel = "N", description = "Factor on the 0..255 value. Default: 1.")
        private String scale;

        @Option(names = "--mean", paramLabel = "R,G,B", description = "Default: 0,0,0.")
        private String mean;

        @Option(names = "--std", paramLabel = "R,G,B", description = "Default: 1,1,1.")
        private String std;

        @Option(names = "--padding", paramLabel = "N", description = "Pose: factor on the person's box before the crop. Default: 1.25.")
        private String padding;

        @Option(names = "--skeleton", paramLabel = "NAME", description = "Pose: coco17 (default) or mpii16.")
        private String skeleton;

        @Option(names = "--licence", paramLabel = "SPDX", description = "The weights' licence, such as Apache-2.0.")
        private String licence;

        @Option(names = "--source", paramLabel = "TEXT", description = "Where the weights come from.")
        private String source;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws UnavailableException {
            try {
                OnnxFile model = OnnxFile.read(file);
                ModelDescription description = ModelMetadata.decode(file.toString(), metadata());
                OnnxFile described = model.describe(description);
                String shape = description.task() == ModelDescription.Task.POSE ? PoseShape.of(described, description).toString()
                        : PersonShape.of(described, description).toString();
                described.write(output);
                spec.commandLine().getOut().println(output + ": " + description.name() + ", " + shape);
                return ExitCode.OK;
            } catch (BadModelException | IOException e) {
                throw new UnavailableException(e);
            }
        }

        private Map<String, String> metadata() {
            boolean person = decoder.equals("center");
            Map<String, String> entries = new LinkedHashMap<>();
            put(entries, "version", "1");
            put(entries, "name", name != null ? name : file.getFileName().toString().replaceFirst("\\.onnx$", ""));
            put(entries, "task", person ? "person" : "pose");
            put(entries, "decoder", decoder);
            put(entries, "scale", scale);
            put(entries, "mean", mean);
            put(entries, "std", std);
            put(entries, "padding", padding);
            put(entries, "skeleton", skeleton == null && !person ? "coco17" : skeleton);
            put(entries, "licence", licence);
            put(entries, "source", source);
            return entries;
        }

        private static void put(Map<String, String> entries, String key, String value) {
            if (value != null) {
                entries.put(ModelMetadata.PREFIX + key, value);
            }
        }
    }
}
