package dev.posestream.network.fetch;

import java.nio.file.Path;

/**
 * A file with the right sum, in the cache.
 *
 * @param wasThere whether it had been fetched before, so that nobody was asked for it
 */
public record Fetched(Path file, Content content, boolean wasThere) {}
