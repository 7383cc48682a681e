package dev.posestream.network.graph;

/** A part of a network that makes one feature of another. */
public interface Layer {

    /** @param at where its parameters' names begin */
    Feature apply(Scope at, Feature x);
}
