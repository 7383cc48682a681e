package dev.posestream.evaluation.coco;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Average precision and recall of results against annotations, as COCOeval of pycocotools 2.0 computes them: the means over
 * thresholds of OKS or IoU from 0.50 to 0.95, over all sizes of people and some of them, with precision taken at 101 levels of
 * recall. Pictures count by id, lowest first, and among equal scores the earlier result goes first.
 */
public final class CocoEvaluation {

    /** The value of a figure that has nobody to count, as in pycocotools. */
    public static final double ABSENT = -1;

    private final CocoAnnotations annotations;
    private final Compared compared;
    private final Similarity similarity;

    private CocoEvaluation(CocoAnnotations annotations, Compared compared) {
        this.annotations = annotations;
        this.compared = compared;
        similarity = compared == Compared.KEYPOINTS ? new KeypointSimilarity(annotations.skeleton()) : new BoxSimilarity();
    }

    /**
     * @param results of pictures of the annotations
     * @return figures by name, in pycocotools' order: for keypoints AP, AP50, AP75, APM, APL, AR, AR50, AR75, ARM, ARL; for boxes AP, AP50,
     *         AP75, APS, APM, APL, AR1, AR10, AR100, ARS, ARM, ARL; each 0..1 or {@link #ABSENT}
     */
    public static Map<String, Double> evaluate(CocoAnnotations annotations, Compared compared, List<CocoResult> results) {
        return new CocoEvaluation(annotations, compared).figures(results);
    }

    private Map<String, Double> figures(List<CocoResult> results) {
        Map<AreaRange, List<PictureMatch>> matches = matches(results);
        Map<String, Double> figures = new LinkedHashMap<>();
        Optional<PrecisionRecall> all = PrecisionRecall.of(matches.get(AreaRange.ALL), compared.most());
        figures.put("AP", figure(all, PrecisionRecall::averagePrecision));
        figures.put("AP50", figure(all, curve -> curve.averagePrecisionAt(Thresholds.AT_50)));
        figures.put("AP75", figure(all, curve -> curve.averagePrecisionAt(Thresholds.AT_75)));
        bySize("AP", matches, PrecisionRecall::averagePrecision, figures);
        if (compared == Compared.KEYPOINTS) {
            figures.put("AR", figure(all, PrecisionRecall::averageRecall));
            figures.put("AR50", figure(all, curve -> curve.recall()[Thresholds.AT_50]));
            figures.put("AR75", figure(all, curve -> curve.recall()[Thresholds.AT_75]));
        } else {
            for (int most : compared.mostResults()) {
                figures.put("AR" + most, figure(PrecisionRecall.of(matches.get(AreaRange.ALL), most), PrecisionRecall::averageRecall));
            }
        }
        bySize("AR", matches, PrecisionRecall::averageRecall, figures);
        return Collections.unmodifiableMap(figures);
    }

    private void bySize(String name, Map<AreaRange, List<PictureMatch>> matches, ToDoubleFunction<PrecisionRecall> figure, Map<String, Double> figures) {
        for (AreaRange range : compared.ranges()) {
            if (range != AreaRange.ALL) {
                figures.put(name + range.suffix(), figure(PrecisionRecall.of(matches.get(range), compared.most()), figure));
            }
        }
    }

    private static double figure(Optional<PrecisionRecall> curve, ToDoubleFunction<PrecisionRecall> figure) {
        return curve.map(c -> figure.applyAsDouble(c)).orElse(ABSENT);
    }

    private Map<AreaRange, List<PictureMatch>> matches(List<CocoResult> results) {
        Map<Long, List<CocoPerson>> people = annotations.people().stream().collect(Collectors.groupingBy(CocoPerson::imageId));
        Map<Long, List<CocoResult>> found = results.stream().collect(Collectors.groupingBy(CocoResult::imageId));
        Map<AreaRange, List<PictureMatch>> matches = new LinkedHashMap<>();
        compared.ranges().forEach(range -> matches.put(range, new ArrayList<>()));
        for (CocoImage image : annotations.images()) {
            List<CocoPerson> there = people.getOrDefault(image.id(), List.of());
            List<CocoResult> best = found.getOrDefault(image.id(), List.of()).stream()
                    .sorted(Comparator.comparingDouble((CocoResult r) -> -r.score())).limit(compared.most()).toList();
            double[][] similarities = similarities(there, best);
            matches.forEach((range, pictures) -> pictures.add(PictureMatch.of(there, best, similarities, compared, range)));
        }
        return matches;
    }

    private double[][] similarities(List<CocoPerson> people, List<CocoResult> found) {
        return found.stream().map(result -> people.stream().mapToDouble(person -> similarity.of(person, result)).toArray()).toArray(double[][]::new);
    }
}
