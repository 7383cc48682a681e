package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.stream.BuriedRecord;
import dev.posestream.stream.DeadLetterFilter;
import dev.posestream.stream.DeadLetterRetry;
import dev.posestream.stream.DeadLetters;
import dev.posestream.stream.RecordPosition;
import dev.posestream.stream.StreamException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code posestream deadletter retry}. */
@Command(name = "retry", description = {"Puts records back onto the topic they came from, as they were, with a header that counts the retries.",
        "With --all those that were retried already stay; named ones are put back again.",
        "Works on the Kafka at --bootstrap-servers, or on the embedded one of a PoseStream that runs here."})
final class DeadLetterRetryCommand extends ConfiguredCommand {

    @Parameters(arity = "0..*", paramLabel = "PARTITION@OFFSET", converter = PositionConverter.class, description = "Which, as 'deadletter list' shows them.")
    private List<RecordPosition> positions;

    @Option(names = "--all", description = "All that were not retried yet and fit the following.")
    private boolean all;

    @Mixin
    private DeadLetterFilterOptions which;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    DeadLetterRetryCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.KAFKA, List.of(Settings.BROKER_PORT)));
    }

    @Override
    public Integer call() throws Exception {
        DeadLetterFilter filter = which.filter(commandLine());
        if (all == (positions != null)) {
            throw new ParameterException(commandLine(), "expected either PARTITION@OFFSET, once or more, or --all");
        }
        if (!all && !filter.equals(DeadLetterFilter.ALL)) {
            throw new ParameterException(commandLine(), "--camera, --reason, --from and --to go with --all");
        }
        Configuration configuration = configuration();
        try (DeadLetters letters = new DeadLetters(configuration.kafkaHere(), configuration.topics());
             DeadLetterRetry retry = new DeadLetterRetry(configuration.kafkaHere(), configuration.topics(), letters)) {
            return retry(chosen(letters, filter), retry);
        } catch (StreamException e) {
            throw new UnavailableException(e);
        }
    }

    private List<BuriedRecord> chosen(DeadLetters letters, DeadLetterFilter filter) throws StreamException {
        if (all) {
            return letters.list(filter).stream().filter(letter -> letter.retried().isEmpty()).toList();
        }
        List<BuriedRecord> chosen = new ArrayList<>();
        for (RecordPosition position : new LinkedHashSet<>(positions)) {
            chosen.add(letters.find(position));
        }
        return chosen;
    }

    private int retry(List<BuriedRecord> chosen, DeadLetterRetry retry) throws StreamException {
        PrintWriter out = commandLine().getOut();
        int refused = 0;
        int done = 0;
        try {
            for (BuriedRecord letter : chosen) {
                Optional<String> refusal = retry.refusal(letter);
                if (refusal.isPresent()) {
                    refused++;
                    commandLine().getErr().println("posestream: " + letter.position() + " is not retried: " + refusal.get());
                } else {
                    out.println(letter.position() + " -> " + (dryRun ? letter.topic().orElseThrow() : retry.retry(letter)));
                    done++;
                }
            }
        } finally {
            out.println(done + (dryRun ? " would be retried" : " retried") + (refused > 0 ? ", " + refused + " not" : ""));
            out.flush();
        }
        return refused > 0 && !all ? ExitCode.FAILED : ExitCode.OK;
    }
}
