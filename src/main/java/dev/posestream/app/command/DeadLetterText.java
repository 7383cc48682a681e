package dev.posestream.app.command;

import dev.posestream.stream.BuriedRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Dead letters for a reader: as rows of a table, and one at length. What comes from records is shown without control characters. */
final class DeadLetterText {

    private static final List<String> TITLES = List.of("POSITION", "BURIED", "RETRIED", "KEY", "CAME FROM", "BYTES", "REASON");

    /** Characters of a reason in a row; at length it is whole. */
    private static final int LONGEST_REASON = 100;

    private DeadLetterText() {}

    static List<String> table(List<BuriedRecord> letters) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        letters.forEach(letter -> rows.add(row(letter)));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < TITLES.size() - 1; column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        return rows.stream().map(row -> {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.size(); column++) {
                line.append(row.get(column)).append(" ".repeat(widths.get(column) - row.get(column).length() + 2));
            }
            return line.append(row.get(widths.size())).toString();
        }).toList();
    }

    private static List<String> row(BuriedRecord letter) {
        return List.of(letter.position().toString(), letter.buried().map(DeadLetterText::seconds).orElse("-"),
                letter.retried().map(DeadLetterText::seconds).orElse("-"), letter.key().map(DeadLetterText::plain).orElse("-"), origin(letter),
                size(letter), letter.reason().map(DeadLetterText::plain).map(DeadLetterText::brief).orElse("-"));
    }

    static List<String> atLength(BuriedRecord letter) {
        List<String> lines = new ArrayList<>();
        lines.add("position   " + letter.position());
        lines.add("reason     " + letter.reason().map(DeadLetterText::plain).orElse("-"));
        lines.add("buried     " + letter.buried().map(Instant::toString).orElse("-") + letter.backfill().map(name -> ", by backfill " + plain(name)).orElse(""));
        lines.add("retried    " + letter.retried().map(Instant::toString).orElse("no")
                + (letter.retries() > 0 ? ", and " + letter.retries() + " times before it came here" : ""));
        lines.add("key        " + letter.key().map(DeadLetterText::plain).orElse("-"));
        lines.add("came from  " + origin(letter));
        lines.add("time       " + letter.time());
        lines.add("bytes      " + size(letter));
        lines.add("headers");
        for (Map.Entry<String, String> header : letter.otherHeaders().entrySet()) {
            lines.add("  " + plain(header.getKey()) + ": " + plain(header.getValue()));
        }
        return lines;
    }

    private static String origin(BuriedRecord letter) {
        return letter.topic().map(DeadLetterText::plain).orElse("-") + letter.cameFrom().map(position -> " " + position).orElse("");
    }

    private static String size(BuriedRecord letter) {
        return letter.bytes() + letter.wholeSize().map(whole -> " of " + plain(whole)).orElse("");
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String brief(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_REASON ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_REASON)) + "…";
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "�");
    }
}
