package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.coco.CocoAnnotations;
import dev.posestream.evaluation.coco.CocoImage;
import dev.posestream.evaluation.coco.CocoPerson;
import dev.posestream.evaluation.coco.CocoResult;
import dev.posestream.evaluation.coco.KeypointSimilarity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rates people of COCO by the OKS of their pose. */
final class CocoWorstCases {

    private final KeypointSimilarity oks;
    private final Map<Long, String> pictures;

    CocoWorstCases(CocoAnnotations annotations) {
        oks = new KeypointSimilarity(annotations.skeleton());
        pictures = annotations.images().stream().collect(Collectors.toMap(CocoImage::id, CocoImage::fileName));
    }

    /** A person whose own pose is known. */
    WorstCase of(CocoPerson person, CocoResult pose) {
        return rated(person, Optional.of(pose));
    }

    /** A person who has whichever of the poses fits best. */
    WorstCase ofBest(CocoPerson person, List<CocoResult> posesInPicture) {
        CocoResult best = null;
        for (CocoResult pose : posesInPicture) {
            if (best == null || oks.of(person, pose) > oks.of(person, best)) {
                best = pose;
            }
        }
        return rated(person, Optional.ofNullable(best));
    }

    private WorstCase rated(CocoPerson person, Optional<CocoResult> pose) {
        double similarity = pose.map(p -> oks.of(person, p)).orElse(0.0);
        String label = String.format(Locale.ROOT, "OKS %.3f, image %d, annotation %d", similarity, person.imageId(), person.id());
        String fileName = String.format(Locale.ROOT, "oks-%.3f-image-%d-annotation-%d", similarity, person.imageId(), person.id());
        return new WorstCase(-similarity, label, fileName, pictures.get(person.imageId()), person.box(), person.keypoints(),
                pose.map(CocoResult::keypoints).orElse(List.of()));
    }
}
