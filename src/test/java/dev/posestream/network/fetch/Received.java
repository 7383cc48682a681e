package dev.posestream.network.fetch;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told of a download. */
final class Received implements FetchProgress, FetchProgress.Transfer {

    private final List<Long> steps = new CopyOnWriteArrayList<>();
    private volatile OptionalLong whole = OptionalLong.empty();
    private volatile boolean closed;

    @Override
    public Transfer begin(OptionalLong bytes) {
        whole = bytes;
        return this;
    }

    @Override
    public void received(long bytes) {
        steps.add(bytes);
    }

    @Override
    public void close() {
        closed = true;
    }

    List<Long> steps() {
        return steps;
    }

    OptionalLong whole() {
        return whole;
    }

    boolean isClosed() {
        return closed;
    }
}
