package dev.posestream.network;

import java.util.List;

/** A file that can't be used as a model. All that is wrong with it is reported at once. */
public class BadModelException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /**
     * @param model    the file, or the bundled model's name
     * @param problems each says what was found and what was expected
     */
    public BadModelException(String model, List<String> problems) {
        super(problems.size() == 1
                ? model + ": " + problems.get(0)
                : model + " has " + problems.size() + " problems:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public BadModelException(String message) {
        super(message);
        this.problems = List.of(message);
    }

    public List<String> problems() {
        return problems;
    }
}
