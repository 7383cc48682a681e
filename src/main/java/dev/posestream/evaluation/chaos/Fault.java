package dev.posestream.evaluation.chaos;

import dev.posestream.stream.StreamException;
import java.io.IOException;

/**
 * Something that goes wrong.
 *
 * @param name   in one or two words, for {@code --faults}
 * @param tells  what is done, in a few words
 * @param strike does it, and mends what the fault itself does not outlast
 */
public record Fault(String name, String tells, Strike strike) {

    /** Does it to an installation that works. */
    interface Strike {
        void at(Fleet fleet) throws IOException, InterruptedException, StreamException, ChaosException;
    }
}
