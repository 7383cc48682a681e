package dev.posestream.analysis;

import dev.posestream.inference.Detection;
import dev.posestream.pose.Box;
import java.util.ArrayList;
import java.util.List;

/** Where in a frame to look for people: the boxes of those followed, corrected and completed by what the detector found. */
final class Places {

    /** From this overlap on, a detection is somebody already followed. */
    private static final double SAME = 0.4;

    private final int most;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Boolean> open = new ArrayList<>();

    Places(List<Box> followed, int most) {
        this.most = most;
        for (Box box : followed) {
            if (boxes.size() < most) {
                boxes.add(box);
                open.add(true);
            }
        }
    }

    /** Best detections first. One that falls on a followed box takes its place, being drawn from the picture itself. */
    void add(Detection detection) {
        int best = -1;
        double overlap = SAME;
        for (int i = 0; i < boxes.size(); i++) {
            double iou = boxes.get(i).iou(detection.box());
            if (open.get(i) && iou >= overlap) {
                overlap = iou;
                best = i;
            }
        }
        if (best >= 0) {
            boxes.set(best, detection.box());
            open.set(best, false);
        } else if (boxes.size() < most) {
            boxes.add(detection.box());
            open.add(false);
        }
    }

    List<Box> boxes() {
        return List.copyOf(boxes);
    }
}
