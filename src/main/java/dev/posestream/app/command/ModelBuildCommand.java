package dev.posestream.app.command;

import dev.posestream.network.BadModelException;
import dev.posestream.network.OnnxFile;
import dev.posestream.network.checkpoint.Checkpoint;
import dev.posestream.network.onnx.Form;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes an untrained network. */
@Command(name = "build", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Writes a network with fresh weights, as its authors begin training. The same options give the same file, byte for byte."})
final class ModelBuildCommand implements Callable<Integer> {

    @Mixin
    private ArchitectureOptions architecture;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "Of the random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "The model to write, ONNX.")
    private Path output;

    @Option(names = "--form", defaultValue = "training", paramLabel = "FORM", converter = FormConverter.class,
            description = "training (default), every entry of a checkpoint under its name, or serving.")
    private Form form;

    @Mixin
    private DescriptionOptions description;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws UnavailableException {
        ModelOutput out = ModelOutput.of(spec, output);
        ArchitectureModel model = architecture.model(spec);
        try {
            OnnxFile file = model.write(form, Checkpoint.fresh(model.graph(), new Random(seed)), Map.of(), description);
            out.write(file.bytes());
            spec.commandLine().getOut().printf("%s: %s, %,d fresh parameters, seed %d%n", out, model.graph().name(), model.graph().weights(), seed);
            return ExitCode.OK;
        } catch (BadModelException e) {
            throw new UnavailableException(e);
        }
    }
}
