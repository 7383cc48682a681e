package dev.posestream.app.command;

import dev.posestream.network.graph.Summary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows an architecture, which needs no file: so it is no part of {@code model info}. */
@Command(name = "summary", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Shows an architecture module by module: what each gives on (channels x height x width), the numbers it learns, and its multiply-adds for one picture.",
        "Counted are convolutions, each once, as papers do; 'model info' counts what a file executes."})
final class ModelSummaryCommand implements Callable<Integer> {

    @Mixin
    private ArchitectureOptions architecture;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(Summary.of(architecture.model(spec).graph()).table());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
