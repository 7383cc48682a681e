package dev.posestream.app.command;

import dev.posestream.network.graph.Summary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows an architecture, which needs no file: so it is no part of {@code model info}. */
@Command(name = "summary", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Shows an architecture module by module: what each gives on (channels x height x width), the numbers it learns, and its multiply-adds for one picture.",
        "Counted are convolutions, each once, as papers do; 'model info' counts what a file executes."})
final class ModelSummaryCommand implements Callable<Integer> {

    @Option(names = "--arch", required = true, paramLabel = "NAME", description = "Such as dite-hrnet-18.")
    private String arch;

    @Option(names = "--input", required = true, paramLabel = "HEIGHTxWIDTH", converter = InputSize.Converter.class,
            description = "The picture's size, height first, multiples of 32, such as 256x192.")
    private InputSize input;

    @Option(names = "--keypoints", defaultValue = "17", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int keypoints;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(Summary.of(new ArchitectureModel(spec, arch, input, keypoints).graph()).table());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
