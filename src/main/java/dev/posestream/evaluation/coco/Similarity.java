package dev.posestream.evaluation.coco;

/** How well a result fits an annotated person, 0..1. */
interface Similarity {

    double of(CocoPerson person, CocoResult result);
}
