package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.stream.KafkaConnection;
import dev.posestream.stream.RecordTail;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code posestream tail}: records on the terminal. */
@Command(name = "tail", description = {"Prints records as JSON lines, as they come.",
        "Of a dead letter it tells key, reason, when it was buried, origin (topic, partition, offset, time), size in bytes and headers, "
                + "not the value.",
        "Reads from the Kafka at --bootstrap-servers, or from the embedded one of a PoseStream that runs here."})
final class TailCommand extends ConfiguredCommand {

    @Parameters(arity = "0..1", paramLabel = "TOPIC", defaultValue = "poses",
            description = "poses (default), dropped, events, occupancy, status, deadletter, or the one that 'analyze --output' named; with or without the prefix.")
    private String what;

    @Option(names = "--from-beginning", description = "Begin with the oldest record that is kept.")
    private boolean fromBeginning;

    @Option(names = "--only", paramLabel = "CAMERA", description = "Records of this camera only: those with its name as key.")
    private String only;

    @Option(names = "--count", paramLabel = "N", defaultValue = "0", description = "End after so many records; 0 for never.")
    private long count;

    TailCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.KAFKA, List.of(Settings.BROKER_PORT)));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = configuration();
        Topics topics = configuration.topics();
        String topic = topic(topics);
        try (RecordTail tail = open(configuration.kafkaHere(), topics, topic)) {
            return print(tail, commandLine().getOut());
        } catch (StreamException e) {
            throw new UnavailableException(e);
        }
    }

    private String topic(Topics topics) {
        String topic;
        try {
            topic = topics.named(what);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine(), e.getMessage());
        }
        if (topic.equals(topics.frames())) {
            throw new ParameterException(commandLine(), "frames are pictures, no JSON; the dashboard shows them, and 'posestream ledger' counts them");
        }
        if (topic.equals(topics.cameras())) {
            throw new ParameterException(commandLine(), "cameras may hold passwords; 'posestream camera list' shows them without");
        }
        return topic;
    }

    private RecordTail open(KafkaConnection kafka, Topics topics, String topic) throws StreamException {
        if (topic.equals(topics.deadletter())) {
            return RecordTail.ofDeadLetters(kafka, topics, fromBeginning);
        }
        return topics.all().contains(topic) ? new RecordTail(kafka, topic, fromBeginning) : RecordTail.ofBackfill(kafka, topics, topic, fromBeginning);
    }

    private int print(RecordTail tail, PrintWriter out) throws InterruptedException {
        long printed = 0;
        while (count == 0 || printed < count) {
            for (RecordTail.Entry entry : tail.poll()) {
                if ((only == null || only.equals(entry.camera())) && (count == 0 || printed < count)) {
                    out.println(entry.json());
                    printed++;
                }
            }
            out.flush();
            if (out.checkError()) {
                return ExitCode.OK; // whoever read this has gone
            }
        }
        return ExitCode.OK;
    }
}
