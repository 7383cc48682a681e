package dev.posestream.app.command;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code posestream model}: what a model is, how one is made of an architecture and a checkpoint or fetched, and how a foreign one learns to explain itself. */
@Command(name = "model", description = "Shows models, fetches and builds them, takes in foreign ones and checkpoints.", mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND", subcommands = {ModelInfoCommand.class, ModelSummaryCommand.class, ModelImportCommand.class,
            ModelBuildCommand.class, ModelExportCommand.class})
final class ModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    static CommandLine create(Map<String, String> environment) {
        return new CommandLine(new ModelCommand()).addSubcommand(new ModelFetchCommand(environment));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
