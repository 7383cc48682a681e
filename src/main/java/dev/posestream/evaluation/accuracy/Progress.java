package dev.posestream.evaluation.accuracy;

/** Is told how far a long piece of work is. */
public interface Progress {

    /** Work under way; closed when it is done or given up. */
    interface Work extends AutoCloseable {

        /** One more is done. Called by many threads. */
        void step();

        @Override
        void close();
    }

    Work begin(String what, int steps);
}
