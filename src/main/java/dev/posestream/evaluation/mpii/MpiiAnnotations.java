package dev.posestream.evaluation.mpii;

import dev.posestream.evaluation.annotation.AnnotationException;
import dev.posestream.evaluation.annotation.JsonEntry;
import dev.posestream.evaluation.annotation.JsonFile;
import dev.posestream.evaluation.annotation.LabelledKeypoint;
import dev.posestream.pose.Box;
import dev.posestream.pose.Skeleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads MPII's people from JSON as HRNet and mmpose have it: a list of {@code {image, center, scale, joints: 16×[x, y], joints_vis}}, and the size of
 * their heads from a {@code head_box} [x1, y1, x2, y2] of each entry, or from {@code mpii_gt_val.mat}, whose joints then count.
 * Coordinates there count pixels from 1. The box is mmpose's: a square of 200 pixels times the scale, its centre lowered by 15 times the scale.
 */
public final class MpiiAnnotations {

    private static final double PIXELS = 200;
    private static final double LOWERED = 15;
    private static final double FIRST_PIXEL = 1;
    private static final int JOINTS = Skeleton.MPII16.size();

    private MpiiAnnotations() {}

    /**
     * @param headBoxes {@code mpii_gt_val.mat}
     * @throws AnnotationException when a file is missing, cut off or of another kind, an entry can't be used, or there is no size of a head
     */
    public static List<MpiiPerson> read(Path file, Optional<Path> headBoxes) throws AnnotationException {
        List<JsonEntry> entries = new ArrayList<>();
        JsonFile.readList(file, "people", entries::add);
        if (entries.isEmpty()) {
            throw new AnnotationException(file + " is an empty list, expected an entry for each person");
        }
        if (!entries.get(0).has("joints")) {
            throw new AnnotationException(file + " is a list whose entries have no joints, expected MPII's people as {image, center, scale, joints, joints_vis}, or "
                    + "COCO annotations, an object with images, annotations and categories");
        }
        List<MpiiPerson> people = new ArrayList<>(entries.size());
        HeadBoxes heads = headBoxes.isPresent() ? HeadBoxes.read(headBoxes.get(), entries.size()) : null;
        for (int i = 0; i < entries.size(); i++) {
            JsonEntry entry = entries.get(i);
            // Read even where others count, for what is in it may be wrong.
            List<LabelledKeypoint> joints = joints(entry);
            people.add(heads == null ? new MpiiPerson(i, entry.text("image"), box(entry), joints, headSize(entry))
                    : new MpiiPerson(i, entry.text("image"), box(entry), heads.joints(i), heads.headSize(i)));
        }
        return List.copyOf(people);
    }

    private static Box box(JsonEntry entry) throws AnnotationException {
        List<Double> center = entry.numbers("center", 2, "x and y");
        double scale = entry.number("scale");
        if (!(scale > 0)) {
            throw entry.wrong("scale", "more than 0");
        }
        double side = PIXELS * scale;
        return new Box(center.get(0) - FIRST_PIXEL - side / 2, center.get(1) + LOWERED * scale - FIRST_PIXEL - side / 2, side, side);
    }

    private static List<LabelledKeypoint> joints(JsonEntry entry) throws AnnotationException {
        List<Double> visible = entry.numbers("joints_vis", JOINTS, "0 or 1 for each of the " + JOINTS + " joints");
        List<List<Double>> places = entry.pairs("joints", JOINTS, "x and y of each of the " + JOINTS + " joints");
        List<LabelledKeypoint> joints = new ArrayList<>(JOINTS);
        for (int j = 0; j < JOINTS; j++) {
            joints.add(new LabelledKeypoint(places.get(j).get(0) - FIRST_PIXEL, places.get(j).get(1) - FIRST_PIXEL, visible.get(j) > 0));
        }
        return joints;
    }

    private static double headSize(JsonEntry entry) throws AnnotationException {
        if (!entry.has("head_box")) {
            throw entry.wrong("head_box", "the head's box as [x1, y1, x2, y2], or the file mpii_gt_val.mat with --head-boxes");
        }
        List<Double> corners = entry.numbers("head_box", 4, "the head's box as [x1, y1, x2, y2]");
        double size = MpiiPerson.OF_DIAGONAL * Math.hypot(corners.get(2) - corners.get(0), corners.get(3) - corners.get(1));
        if (!(size > 0)) {
            throw entry.wrong("head_box", "one with a size");
        }
        return size;
    }
}
