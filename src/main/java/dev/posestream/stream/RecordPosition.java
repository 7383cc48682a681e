package dev.posestream.stream;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record stands on its topic; written {@code PARTITION@OFFSET}, such as {@code 3@17}. */
public record RecordPosition(int partition, long offset) implements Comparable<RecordPosition> {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

    public RecordPosition {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("position " + partition + "@" + offset + " is negative");
        }
    }

    /** @throws IllegalArgumentException when it is written in another way; says how it should be */
    public static RecordPosition parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no position; expected PARTITION@OFFSET such as 3@17, as 'deadletter list' shows it");
        }
        return new RecordPosition(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public int compareTo(RecordPosition other) {
        return partition != other.partition ? Integer.compare(partition, other.partition) : Long.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
