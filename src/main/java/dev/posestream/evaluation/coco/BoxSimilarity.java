package dev.posestream.evaluation.coco;

/** Intersection over union of boxes; with a crowd, over the result's own area, since it need not cover the whole crowd. */
final class BoxSimilarity implements Similarity {

    @Override
    public double of(CocoPerson person, CocoResult result) {
        double shared = person.box().intersection(result.box());
        if (shared == 0) {
            return 0;
        }
        double union = person.crowd() ? result.box().area() : result.box().area() + person.box().area() - shared;
        return shared / union;
    }
}
