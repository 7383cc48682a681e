package dev.posestream.network.checkpoint;

import java.util.List;

/** A checkpoint that can't be used; the message names the file and every entry that is wrong. */
public final class BadCheckpointException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MOST_NAMED = 20;

    public BadCheckpointException(String message) {
        super(message);
    }

    public BadCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param problems one line each */
    static BadCheckpointException of(String message, List<String> problems) {
        String more = problems.size() > MOST_NAMED ? "\n  … and " + (problems.size() - MOST_NAMED) + " more" : "";
        return new BadCheckpointException(message + "\n  " + String.join("\n  ", problems.subList(0, Math.min(MOST_NAMED, problems.size()))) + more);
    }
}
