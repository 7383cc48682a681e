package dev.posestream.app.command;

import dev.posestream.app.config.Configuration;
import dev.posestream.app.config.Settings;
import dev.posestream.stream.CameraAccount;
import dev.posestream.stream.Ledger;
import dev.posestream.stream.StreamException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code posestream ledger}: what became of every frame. */
@Command(name = "ledger", description = {"Holds every frame that is kept against its outcome: analysed, dropped, among the dead letters or still waiting.",
        "Reads all frames that are kept. Exit code 1 when one is without an outcome."},
        footerHeading = "%nColumns:%n", footer = {
        "  sessions     capture runs of the camera: one more each time it was opened",
        "  published    different frames that are kept on the topic of frames",
        "  analysed     of these: their poses are there, also where nobody was in the picture",
        "  dropped      of these: passed over, because they had waited too long",
        "  buried       of these: among the dead letters ('posestream deadletter list')",
        "  waiting      of these: the analysis has not come to them yet",
        "  unaccounted  of these: the analysis has passed them, and nothing tells of them; they are lost, and 0 is right",
        "  doubled      records of poses beyond the first of their frame, as after a crash with at-least-once",
        "  holes        frames missing between the first and the last of a session: lost on the way to Kafka"})
final class LedgerCommand extends ConfiguredCommand {

    @Option(names = "--last", paramLabel = "MINUTES", defaultValue = "0", description = "Frames captured in the last so many minutes only; 0 for all.")
    private long minutes;

    LedgerCommand(Map<String, String> environment) {
        super(environment, false, List.of(Settings.KAFKA, List.of(Settings.BROKER_PORT, Settings.APPLICATION_ID)));
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = configuration();
        Instant now = Instant.now();
        try {
            Ledger ledger = Ledger.read(configuration.kafkaHere(), configuration.topics(), configuration.get(Settings.APPLICATION_ID),
                    minutes > 0 ? now.minus(Duration.ofMinutes(minutes)) : Instant.EPOCH, now);
            print(ledger, commandLine().getOut());
            return ledger.total().unaccounted() == 0 ? ExitCode.OK : ExitCode.FAILED;
        } catch (StreamException e) {
            throw new UnavailableException(e);
        }
    }

    static void print(Ledger ledger, PrintWriter out) {
        List<CameraAccount> cameras = ledger.cameras();
        int width = cameras.stream().mapToInt(account -> account.camera().length()).max().orElse(0);
        String format = "%-" + Math.max(6, width) + "s %8s %9s %8s %8s %7s %7s %11s %7s %5s%n";
        out.printf(format, "camera", "sessions", "published", "analysed", "dropped", "buried", "waiting", "unaccounted", "doubled", "holes");
        cameras.forEach(account -> print(account, format, out));
        print(ledger.total(), format, out);
        if (ledger.foreign() > 0) {
            out.println(ledger.foreign() + " records on the topic of frames are no frames; they are among the dead letters");
        }
        out.flush();
    }

    private static void print(CameraAccount a, String format, PrintWriter out) {
        out.printf(format, a.camera(), a.sessions(), a.published(), a.analysed(), a.dropped(), a.buried(), a.waiting(), a.unaccounted(), a.doubled(), a.holes());
    }
}
