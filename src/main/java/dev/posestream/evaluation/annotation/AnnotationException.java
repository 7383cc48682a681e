package dev.posestream.evaluation.annotation;

import java.util.List;

/** An evaluation's input can't be used; the message names the file and the entry, what was found and what was expected. */
public final class AnnotationException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 5;

    public AnnotationException(String message) {
        super(message);
    }

    public AnnotationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The first few of many. */
    public static String some(List<String> entries) {
        return String.join(", ", entries.subList(0, Math.min(SHOWN, entries.size()))) + (entries.size() > SHOWN ? ", …" : "");
    }
}
