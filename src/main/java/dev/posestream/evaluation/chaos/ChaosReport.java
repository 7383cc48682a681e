package dev.posestream.evaluation.chaos;

import dev.posestream.stream.CameraAccount;
import dev.posestream.stream.Guarantee;
import java.util.List;
import java.util.Locale;

/**
 * What the faults cost.
 *
 * @param tolls one for each fault, in the order in which they struck
 * @param total of all frames from beginning to end
 */
public record ChaosReport(Guarantee guarantee, List<Toll> tolls, CameraAccount total) {

    /** Whether what is promised was kept: no hole among the published frames, none of them without its outcome, and, where outcomes count once, none twice. */
    public boolean kept() {
        return total.holes() == 0 && total.unaccounted() == 0 && total.waiting() == 0 && (guarantee == Guarantee.AT_LEAST_ONCE || total.doubled() == 0);
    }

    /** As a Markdown table. */
    public String table() {
        StringBuilder text = new StringBuilder();
        text.append("| fault | longest silence of a camera, s | frames published | redelivered | dropped | dead letters | holes | unaccounted | poses doubled |\n")
                .append("|---|---|---|---|---|---|---|---|---|\n");
        tolls.forEach(toll -> text.append(row(toll.fault().name() + ": " + toll.fault().tells(), "%.1f".formatted(toll.silence().toMillis() / 1e3), toll.frames())));
        text.append(row("all", "", total));
        return text.append("%nAll: %d published = %d analysed + %d dropped + %d dead letters + %d waiting + %d unaccounted.%n".formatted(total.published(),
                total.analysed(), total.dropped(), total.buried(), total.waiting(), total.unaccounted())).toString();
    }

    private static String row(String name, String silence, CameraAccount frames) {
        return String.format(Locale.ROOT, "| %s | %s | %d | %d | %d | %d | %d | %d | %d |%n", name, silence, frames.published(), frames.redelivered(), frames.dropped(),
                frames.buried(), frames.holes(), frames.unaccounted(), frames.doubled());
    }
}
