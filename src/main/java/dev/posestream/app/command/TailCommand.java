package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.stream.RecordTail;
import dev.posestream.stream.StreamException;
import dev.posestream.stream.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code posestream tail}: records on the terminal. */
@Command(name = "tail", description = {"Prints poses or events as JSON lines, as they come.",
        "Reads from the Kafka at --bootstrap-servers, or from the embedded one of a PoseStream that runs here."})
final class TailCommand extends ConfiguredCommand {

    enum What { poses, events, occupancy, status }

    @Parameters(arity = "0..1", defaultValue = "poses", description = "poses (default), events, occupancy or status.")
    private What what;

    @Option(names = "--from-beginning", description = "Begin with the oldest record that is kept.")
    private boolean fromBeginning;

    @Option(names = "--only", paramLabel = "CAMERA", description = "Records of this camera only.")
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
        String topic = switch (what) {
            case poses -> topics.poses();
            case events -> topics.events();
            case occupancy -> topics.occupancy();
            case status -> topics.status();
        };
        try (RecordTail tail = new RecordTail(configuration.kafkaHere(), topic, fromBeginning)) {
            return print(tail, commandLine().getOut());
        } catch (StreamException e) {
            throw new UnavailableException(e);
        }
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
