package dev.posestream.stream;

import java.util.List;

/** JSON that is no camera's specification; carries every problem, not the first. */
public class BadCameraException extends BadRecordException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BadCameraException(List<String> problems) {
        super("not a camera: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each names what it is about, what was found and what was expected; without passwords. */
    public List<String> problems() {
        return problems;
    }
}
