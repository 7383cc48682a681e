package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.coco.CocoPerson;
import dev.posestream.evaluation.coco.CocoResult;
import java.util.List;

/**
 * What was found in a picture.
 *
 * @param people    who are there and count
 * @param poses     in annotated boxes one for each of the people, in their order
 * @param boxes     that a detector found; empty in annotated boxes
 * @param estimated how many poses were estimated, before doubles went
 */
record CocoPicture(List<CocoPerson> people, List<CocoResult> poses, List<CocoResult> boxes, int estimated) {}
