package dev.posestream.network.fetch;

import dev.posestream.network.ModelCache;

/**
 * A model that can be fetched by its name.
 *
 * @param licence of the weights, as an SPDX identifier where there is one
 * @param about   what it is, in a line
 */
public record CatalogueEntry(String name, RemoteFile file, String licence, String about) {

    /** @throws IllegalArgumentException when a model can't be kept under that name */
    public CatalogueEntry {
        ModelCache.checkName(name);
    }
}
