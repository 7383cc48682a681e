package dev.posestream.network.fetch;

import java.util.OptionalLong;

/** Is told how far a download is. */
public interface FetchProgress {

    /** A download under way; closed when it is done or given up. */
    interface Transfer extends AutoCloseable {

        /** @param bytes that have come so far */
        void received(long bytes);

        @Override
        void close();
    }

    /** @param bytes of the whole file; empty where the server does not say */
    Transfer begin(OptionalLong bytes);
}
