package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.evaluation.coco.Compared;
import dev.posestream.evaluation.coco.CocoAnnotations;
import dev.posestream.evaluation.coco.CocoEvaluation;
import dev.posestream.evaluation.coco.CocoImage;
import dev.posestream.evaluation.coco.CocoPerson;
import dev.posestream.evaluation.coco.CocoResult;
import dev.posestream.evaluation.coco.CocoResults;
import dev.posestream.inference.InferenceException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Scores a COCO result file that somebody else made. */
final class CocoResultFile {

    private final AccuracySettings settings;
    private final Progress progress;

    CocoResultFile(AccuracySettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    AccuracyReport run() throws AnnotationException, InferenceException, IOException, InterruptedException {
        CocoAnnotations annotations = CocoAnnotations.read(settings.annotations());
        CocoResults results = CocoResults.read(settings.results().orElseThrow(), annotations);
        List<CocoPerson> people = annotations.people().stream().filter(CocoPerson::hasPose).toList();
        if (settings.outputs().worst() > 0) {
            drawWorst(annotations, people, results);
        }
        Map<String, Double> figures = CocoEvaluation.evaluate(annotations, results.compared(), results.results());
        return new AccuracyReport(ReportSettings.ofResults(settings), annotations.images().size(), people.size(), results.results().size(), 0,
                Map.of(results.compared().name().toLowerCase(Locale.ROOT), figures));
    }

    private void drawWorst(CocoAnnotations annotations, List<CocoPerson> people, CocoResults results)
            throws AnnotationException, InferenceException, IOException, InterruptedException {
        if (results.compared() != Compared.KEYPOINTS) {
            throw new AnnotationException(settings.results().orElseThrow()
                    + " holds boxes only, and worst cases are drawn of poses; leave --worst and --pictures out");
        }
        PictureFolder pictures = new PictureFolder(settings.images().orElseThrow());
        pictures.check(annotations.images().stream().map(CocoImage::fileName).toList(), settings.annotations(), settings.threads(), progress);
        Map<Long, List<CocoResult>> poses = results.results().stream().collect(Collectors.groupingBy(CocoResult::imageId));
        CocoWorstCases rating = new CocoWorstCases(annotations);
        List<WorstCase> cases = people.stream().map(person -> rating.ofBest(person, poses.getOrDefault(person.imageId(), List.of()))).toList();
        WorstCases.draw(cases, settings.outputs().worst(), annotations.skeleton(), pictures, settings.outputs().pictures().orElseThrow(), progress);
    }
}
