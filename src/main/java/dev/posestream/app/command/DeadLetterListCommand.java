package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.stream.BuriedRecord;
import dev.posestream.stream.DeadLetterFilter;
import dev.posestream.stream.DeadLetters;
import dev.posestream.stream.StreamException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code posestream deadletter list}. */
@Command(name = "list", description = {"Lists what could not be handled, oldest first, and what of it was retried.",
        "Reads from the Kafka at --bootstrap-servers, or from the embedded one of a PoseStream that runs here."})
final class DeadLetterListCommand extends ConfiguredCommand {

    @Mixin
    private DeadLetterFilterOptions which;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "The newest N only; 0 for all. Default: 100.")
    private int limit;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    DeadLetterListCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.KAFKA, List.of(Settings.BROKER_PORT)));
    }

    @Override
    public Integer call() throws Exception {
        DeadLetterFilter filter = which.filter(commandLine());
        if (limit < 0) {
            throw new ParameterException(commandLine(), "--limit is " + limit + ", expected 0 or more");
        }
        Configuration configuration = configuration();
        try (DeadLetters letters = new DeadLetters(configuration.kafkaHere(), configuration.topics())) {
            print(letters.list(filter), filter);
            return ExitCode.OK;
        } catch (StreamException e) {
            throw new UnavailableException(e);
        }
    }

    private void print(List<BuriedRecord> all, DeadLetterFilter filter) {
        List<BuriedRecord> shown = limit == 0 || all.size() <= limit ? all : all.subList(all.size() - limit, all.size());
        PrintWriter out = commandLine().getOut();
        if (json) {
            shown.forEach(letter -> out.println(letter.json()));
        } else if (all.isEmpty()) {
            out.println(filter.equals(DeadLetterFilter.ALL) ? "There are no dead letters." : "There are no such dead letters.");
        } else {
            DeadLetterText.table(shown).forEach(out::println);
        }
        out.flush();
        if (shown.size() < all.size()) {
            commandLine().getErr().println("posestream: these are the newest " + shown.size() + " of " + all.size() + "; --limit 0 lists all");
        }
    }
}
