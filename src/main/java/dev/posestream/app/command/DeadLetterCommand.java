package dev.posestream.app.command;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code posestream deadletter}: what could not be handled, looked at and tried again. */
@Command(name = "deadletter", description = "Lists and shows the records that could not be handled, and puts them back where they came from.",
        mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class DeadLetterCommand implements Runnable {

    private CommandLine commandLine;

    static CommandLine create(Map<String, String> environment) {
        DeadLetterCommand command = new DeadLetterCommand();
        command.commandLine = new CommandLine(command);
        command.commandLine.addSubcommand(new DeadLetterListCommand(environment).commandLine());
        command.commandLine.addSubcommand(new DeadLetterShowCommand(environment).commandLine());
        command.commandLine.addSubcommand(new DeadLetterRetryCommand(environment).commandLine());
        return command.commandLine;
    }

    @Override
    public void run() {
        commandLine.usage(commandLine.getOut());
    }
}
