package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.evaluation.mpii.MpiiAnnotations;
import dev.posestream.evaluation.mpii.MpiiPerson;
import dev.posestream.evaluation.mpii.Pckh;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.Networks;
import dev.posestream.network.BadModelException;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs a pose network on the people of MPII annotations, each at the place and in the size that is given, and scores what it finds. */
final class MpiiAccuracy {

    private final AccuracySettings settings;
    private final Progress progress;

    MpiiAccuracy(AccuracySettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    AccuracyReport run() throws AnnotationException, BadModelException, InferenceException, IOException, InterruptedException {
        checkOptions();
        PictureFolder pictures = new PictureFolder(settings.images().orElseThrow());
        List<MpiiPerson> people = MpiiAnnotations.read(settings.annotations(), settings.headBoxes());
        PoseModel model = PoseModel.open(settings.inference().poseModel(), Skeleton.MPII16, settings.annotations());
        Map<String, List<MpiiPerson>> byPicture = people.stream().collect(Collectors.groupingBy(MpiiPerson::image, LinkedHashMap::new, Collectors.toList()));
        pictures.check(List.copyOf(byPicture.keySet()), settings.annotations(), settings.threads(), progress);
        try (Networks networks = Networks.open(settings.inference())) {
            networks.warmUp();
            long begun = System.nanoTime();
            List<List<List<Keypoint>>> found;
            try (Progress.Work work = progress.begin("Finding poses", byPicture.size())) {
                found = SideBySide.each(List.copyOf(byPicture.entrySet()), settings.threads(), picture -> {
                    try (Image image = pictures.image(picture.getKey())) {
                        return networks.poseEstimator().estimate(image, picture.getValue().stream().map(MpiiPerson::box).toList());
                    }
                }, work);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            List<MpiiPerson> inOrder = byPicture.values().stream().flatMap(List::stream).toList();
            List<List<Keypoint>> poses = found.stream().flatMap(List::stream).toList();
            if (settings.outputs().worst() > 0) {
                List<WorstCase> cases = IntStream.range(0, poses.size()).mapToObj(i -> rated(inOrder.get(i), poses.get(i))).toList();
                WorstCases.draw(cases, settings.outputs().worst(), Skeleton.MPII16, pictures, settings.outputs().pictures().orElseThrow(), progress);
            }
            return new AccuracyReport(ReportSettings.of(settings, model, networks), byPicture.size(), people.size(), poses.size(), seconds,
                    Map.of("pckh", Pckh.evaluate(inOrder, poses)));
        }
    }

    /** What there is for COCO alone. */
    private void checkOptions() throws AnnotationException {
        List<String> unusable = new ArrayList<>();
        if (settings.boxes() == PersonBoxes.DETECTOR) {
            unusable.add("--boxes detector");
        }
        if (settings.results().isPresent()) {
            unusable.add("--results");
        }
        if (settings.outputs().poses().isPresent()) {
            unusable.add("--save-results");
        }
        if (!unusable.isEmpty()) {
            throw new AnnotationException(settings.annotations() + " holds MPII annotations, which give each person's place and are scored by PCKh; "
                    + String.join(" and ", unusable) + " need COCO annotations");
        }
    }

    private static WorstCase rated(MpiiPerson person, List<Keypoint> pose) {
        double error = Pckh.meanError(person, pose);
        String label = String.format(Locale.ROOT, "%.2f head sizes off on average, %s, person %d", error, person.image(), person.index());
        String fileName = String.format(Locale.ROOT, "error-%.2f-person-%d", error, person.index());
        return new WorstCase(error, label, fileName, person.image(), person.box(), person.joints(), pose);
    }
}
