package dev.posestream.evaluation.accuracy;

import dev.posestream.evaluation.accuracy.TopDown.Found;
import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.evaluation.coco.CocoAnnotations;
import dev.posestream.evaluation.coco.CocoEvaluation;
import dev.posestream.evaluation.coco.CocoImage;
import dev.posestream.evaluation.coco.CocoPerson;
import dev.posestream.evaluation.coco.CocoResult;
import dev.posestream.evaluation.coco.CocoResults;
import dev.posestream.evaluation.coco.Compared;
import dev.posestream.inference.Detection;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.Networks;
import dev.posestream.network.BadModelException;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs networks on the pictures of COCO annotations and scores what they find, by the protocol of {@link TopDown}. */
final class CocoAccuracy {

    private final AccuracySettings settings;
    private final Progress progress;
    private final PictureFolder pictures;

    CocoAccuracy(AccuracySettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        pictures = new PictureFolder(settings.images().orElseThrow());
    }

    AccuracyReport run() throws AnnotationException, BadModelException, InferenceException, IOException, InterruptedException {
        CocoAnnotations annotations = CocoAnnotations.read(settings.annotations());
        PoseModel model = PoseModel.open(settings.inference().poseModel(), annotations.skeleton(), settings.annotations());
        pictures.check(annotations.images().stream().map(CocoImage::fileName).toList(), settings.annotations(), settings.threads(), progress);
        Map<Long, List<CocoPerson>> people = annotations.people().stream().filter(CocoPerson::hasPose).collect(Collectors.groupingBy(CocoPerson::imageId));
        TopDown topDown = new TopDown(annotations.skeleton(), model.shape(), model.description().padding());
        try (Networks networks = Networks.open(settings.inference())) {
            networks.warmUp();
            long begun = System.nanoTime();
            List<CocoPicture> found;
            try (Progress.Work work = progress.begin("Finding poses", annotations.images().size())) {
                found = SideBySide.each(annotations.images(), settings.threads(), image -> {
                    List<CocoPerson> there = people.getOrDefault(image.id(), List.of());
                    return settings.boxes() == PersonBoxes.DETECTOR ? detected(networks, topDown, image, there) : inAnnotatedBoxes(networks, image, there);
                }, work);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            return report(annotations, found, seconds, ReportSettings.of(settings, model, networks));
        }
    }

    private CocoPicture inAnnotatedBoxes(Networks networks, CocoImage picture, List<CocoPerson> people) throws AnnotationException, InferenceException {
        if (people.isEmpty()) {
            return new CocoPicture(people, List.of(), List.of(), 0);
        }
        try (Image image = pictures.image(picture.fileName())) {
            List<CocoResult> poses = networks.poseEstimator().estimate(image, people.stream().map(CocoPerson::box).toList()).stream()
                    .map(keypoints -> CocoResult.ofPose(picture.id(), TopDown.meanScore(keypoints), keypoints)).toList();
            return new CocoPicture(people, poses, List.of(), poses.size());
        }
    }

    private CocoPicture detected(Networks networks, TopDown topDown, CocoImage picture, List<CocoPerson> people) throws AnnotationException, InferenceException {
        try (Image image = pictures.image(picture.fileName())) {
            List<Detection> detections = networks.personDetector().detect(image);
            List<Box> boxes = detections.stream().map(Detection::box).toList();
            List<List<Keypoint>> keypoints = networks.poseEstimator().estimate(image, boxes);
            List<Found> found = new ArrayList<>();
            for (int i = 0; i < boxes.size(); i++) {
                found.add(new Found(boxes.get(i), TopDown.rescored(detections.get(i).score(), keypoints.get(i)), keypoints.get(i)));
            }
            return new CocoPicture(people,
                    topDown.withoutDoubles(found).stream().map(pose -> CocoResult.ofPose(picture.id(), pose.score(), pose.keypoints())).toList(),
                    detections.stream().map(d -> new CocoResult(picture.id(), d.score(), d.box(), List.of())).toList(), boxes.size());
        }
    }

    private AccuracyReport report(CocoAnnotations annotations, List<CocoPicture> found, double seconds, Map<String, Object> how)
            throws AnnotationException, IOException {
        List<CocoResult> poses = found.stream().flatMap(picture -> picture.poses().stream()).toList();
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        figures.put("keypoints", CocoEvaluation.evaluate(annotations, Compared.KEYPOINTS, poses));
        if (settings.boxes() == PersonBoxes.DETECTOR) {
            figures.put("boxes", CocoEvaluation.evaluate(annotations, Compared.BOXES, found.stream().flatMap(picture -> picture.boxes().stream()).toList()));
        }
        if (settings.outputs().worst() > 0) {
            WorstCases.draw(worstCases(annotations, found), settings.outputs().worst(), annotations.skeleton(), pictures,
                    settings.outputs().pictures().orElseThrow(), progress);
        }
        if (settings.outputs().poses().isPresent()) {
            CocoResults.writePoses(poses, annotations.categoryId(), settings.outputs().poses().get());
        }
        int people = found.stream().mapToInt(picture -> picture.people().size()).sum();
        int estimated = found.stream().mapToInt(CocoPicture::estimated).sum();
        return new AccuracyReport(how, annotations.images().size(), people, estimated, seconds, figures);
    }

    private List<WorstCase> worstCases(CocoAnnotations annotations, List<CocoPicture> found) {
        CocoWorstCases rating = new CocoWorstCases(annotations);
        List<WorstCase> cases = new ArrayList<>();
        for (CocoPicture picture : found) {
            for (int i = 0; i < picture.people().size(); i++) {
                CocoPerson person = picture.people().get(i);
                cases.add(settings.boxes() == PersonBoxes.DETECTOR ? rating.ofBest(person, picture.poses()) : rating.of(person, picture.poses().get(i)));
            }
        }
        return cases;
    }
}
