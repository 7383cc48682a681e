package dev.posestream.camera;

import java.util.List;

/** An address that is no camera's; carries every problem, not the first. */
public class BadAddressException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public BadAddressException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each names what it is about, what was found and what was expected. */
    public List<String> problems() {
        return problems;
    }
}
