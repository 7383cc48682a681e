package dev.posestream.network.checkpoint;

import java.util.List;

/** A checkpoint that can't be used; the message names the file, sums up what is wrong, and then names every entry that is. */
public final class BadCheckpointException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String summary;
    private final List<String> problems;

    public BadCheckpointException(String message) {
        this(message, List.of(), null);
    }

    public BadCheckpointException(String message, Throwable cause) {
        this(message, List.of(), cause);
    }

    /** @param problems one line for each entry */
    BadCheckpointException(String summary, List<String> problems) {
        this(summary, problems, null);
    }

    private BadCheckpointException(String summary, List<String> problems, Throwable cause) {
        super(problems.isEmpty() ? summary : summary + ":\n  " + String.join("\n  ", problems), cause);
        this.summary = summary;
        this.problems = List.copyOf(problems);
    }

    /** One line for each entry that is wrong; empty when the file as a whole is. */
    public List<String> problems() {
        return problems;
    }

    /** The same with a hint in its first line. */
    public BadCheckpointException with(String hint) {
        return new BadCheckpointException(summary + "; " + hint, problems, this);
    }
}
