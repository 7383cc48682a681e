package dev.posestream.testing;

import dev.posestream.inference.Detection;
import dev.posestream.inference.Image;
import dev.posestream.inference.InferenceException;
import dev.posestream.inference.PersonDetector;
import dev.posestream.inference.PoseEstimator;
import dev.posestream.network.ModelDescription;
import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import dev.posestream.pose.Skeleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A detector and a pose network that find the people they are told about, each as a stick standing in its box. */
public final class FakeNetworks {

    private static final ModelDescription MODEL = new ModelDescription("fake", ModelDescription.Task.POSE, ModelDescription.Decoder.HEATMAP, 1,
            List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), 1, .5, Optional.of(Skeleton.COCO17), "Apache-2.0", "made for a test");

    private final List<Box> people = new ArrayList<>();
    private final Lock turn = new ReentrantLock(true);
    private volatile Duration cost = Duration.ZERO;
    private int detections;
    private boolean failNext;
    private boolean breakNext;

    public void person(double x, double y, double width, double height) {
        people.add(new Box(x, y, width, height));
    }

    /** The pose network takes so long for a picture, and one picture at a time. */
    public void cost(Duration cost) {
        this.cost = cost;
    }

    /** How often the detector has run. */
    public int detections() {
        return detections;
    }

    /** The next run of the detector fails. */
    public void failNext() {
        failNext = true;
    }

    /** The next run of the detector breaks in an unforeseen way. */
    public void breakNext() {
        breakNext = true;
    }

    public PersonDetector detector() {
        return new PersonDetector() {
            @Override
            public ModelDescription model() {
                return MODEL;
            }

            @Override
            public List<Detection> detect(Image image) throws InferenceException {
                detections++;
                if (failNext) {
                    failNext = false;
                    throw new InferenceException("network fake failed", null);
                }
                if (breakNext) {
                    breakNext = false;
                    throw new IllegalStateException("nobody thought of this");
                }
                return people.stream().map(box -> new Detection(box, 0.9)).toList();
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    public PoseEstimator estimator() {
        return new PoseEstimator() {
            @Override
            public ModelDescription model() {
                return MODEL;
            }

            @Override
            public Skeleton skeleton() {
                return Skeleton.COCO17;
            }

            @Override
            public List<List<Keypoint>> estimate(Image image, List<Box> boxes) {
                work();
                return boxes.stream().map(FakeNetworks::standing).toList();
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    private void work() {
        if (cost.isZero()) {
            return;
        }
        turn.lock();
        try {
            long end = System.nanoTime() + cost.toNanos();
            for (long left = cost.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        } finally {
            turn.unlock();
        }
    }

    private static List<Keypoint> standing(Box box) {
        List<Keypoint> keypoints = new ArrayList<>();
        double[] heights = {.08, .06, .06, .07, .07, .2, .2, .35, .35, .48, .48, .52, .52, .73, .73, .95, .95};
        for (int k = 0; k < heights.length; k++) {
            double side = k == 0 ? 0 : k % 2 == 1 ? .3 : -.3;
            keypoints.add(new Keypoint(box.centerX() + side * box.width(), box.y() + heights[k] * box.height(), 0.8));
        }
        return keypoints;
    }
}
