package dev.posestream.analysis;

import dev.posestream.inference.Detection;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.PersonDetector;
import dev.posestream.inference.PoseEstimator;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Person;
import dev.posestream.pose.Pose;
import dev.posestream.tracking.Tracker;
import dev.posestream.tracking.TrackingState;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of one frame: where to look (detector or followed boxes), the pose network on each place, association over
 * time. Keeps nothing itself, so it serves any number of cameras and threads.
 */
public final class FrameAnalysis {

    private final PersonDetector detector;
    private final PoseEstimator estimator;
    private final Tracker tracker;
    private final AnalysisSettings settings;

    public FrameAnalysis(PersonDetector detector, PoseEstimator estimator, Tracker tracker, AnalysisSettings settings) {
        this.detector = detector;
        this.estimator = estimator;
        this.tracker = tracker;
        this.settings = settings;
    }

    /** @param scene what the picture looked like when the detector last ran on it, and looks like now */
    public record Result(CameraMemory memory, Scene scene, List<Person> people) {}

    /**
     * @param memory     of this camera, in this frame's session
     * @param scene      from the camera's previous result; {@link Scene#UNKNOWN} makes the detector run
     * @param capturedUs capture time of the image
     */
    public Result analyse(CameraMemory memory, Scene scene, Image image, long capturedUs) throws InferenceException {
        TrackingState tracking = memory.tracking();
        List<Box> followed = tracker.expected(tracking, capturedUs);
        Scene now = Scene.of(image);
        boolean detect = detectorIsDue(memory, scene, now, followed, image, capturedUs);

        Places places = new Places(followed, settings.maxPeople());
        if (detect) {
            for (Detection detection : detector.detect(image)) {
                places.add(detection);
            }
        }
        List<Pose> poses = poses(image, places);
        Tracker.Update update = tracker.update(tracking, capturedUs, poses);
        CameraMemory after = new CameraMemory(memory.handled(), 0, detect ? capturedUs : memory.detectedUs(), update.state());
        return new Result(after, detect ? now : scene, update.people());
    }

    /**
     * A frame that comes after later ones of its camera: looked at without what is remembered of the camera, of which only the next track id changes.
     *
     * @param scene from the camera's previous result; comes back as it is
     */
    public Result analyseAlone(CameraMemory memory, Scene scene, Image image, long capturedUs) throws InferenceException {
        Places places = new Places(List.of(), settings.maxPeople());
        detector.detect(image).forEach(places::add);
        Tracker.Update update = tracker.alone(memory.tracking(), capturedUs, poses(image, places));
        return new Result(new CameraMemory(memory.handled(), memory.dropped(), memory.detectedUs(), update.state()), scene, update.people());
    }

    private boolean detectorIsDue(CameraMemory memory, Scene before, Scene now, List<Box> followed, Image image, long capturedUs) {
        long elapsedUs = capturedUs - memory.detectedUs();
        if (elapsedUs < 0 || elapsedUs >= settings.detectorPeriod().toNanos() / 1000) {
            return true;
        }
        return elapsedUs >= settings.detectorPause().toNanos() / 1000
                && now.changedOutside(followed, before, image.width(), image.height());
    }

    private List<Pose> poses(Image image, Places places) throws InferenceException {
        List<Box> boxes = places.boxes();
        List<List<Keypoint>> keypoints = estimator.estimate(image, boxes);
        List<Pose> poses = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            double score = keypoints.get(i).stream().mapToDouble(Keypoint::score).average().orElse(0);
            if (score >= settings.minPersonScore()) {
                poses.add(new Pose(boxes.get(i), score, keypoints.get(i)));
            }
        }
        return poses;
    }
}
