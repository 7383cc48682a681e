package dev.posestream.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and its like, while a command runs, without the end of the JVM that they bring by default: that would run all shutdown hooks at the
 * same time, and ONNX Runtime's takes away what networks that still run stand on. Once closed, they do what they did before.
 */
final class StopSignals implements AutoCloseable {

    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    private static final int BY_SIGNAL = 128;

    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

    /** @param reaction gets the exit code by which shells know the signal, such as 130; runs on a thread of its own each time */
    StopSignals(IntConsumer reaction) {
        for (String name : NAMES) {
            try {
                Signal signal = new Signal(name);
                before.put(signal, Signal.handle(signal, received -> reaction.accept(BY_SIGNAL + received.getNumber())));
            } catch (IllegalArgumentException e) {
                // This system has no such signal, or the JVM was told to leave it alone.
            }
        }
    }

    /** For commands that have nothing to put in order. */
    static StopSignals endAtOnce() {
        return new StopSignals(code -> Runtime.getRuntime().halt(code));
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
