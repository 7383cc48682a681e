package dev.posestream.inference;

/** A network's weights in memory, ready for any number of runners that work side by side. Closed after its runners. */
interface LoadedNetwork extends AutoCloseable {

    /** What messages call it. */
    String name();

    NetworkRunner newRunner();

    @Override
    void close();
}
