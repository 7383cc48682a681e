package dev.posestream.camera.synthetic;

import dev.posestream.pose.Box;
import dev.posestream.pose.Keypoint;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Moving people whose every joint is known: the exact reference for a synthetic camera's pictures. A pure function of the
 * options and the time: {@link #at} of a frame's presentation time gives the truth of that frame. Safe for many threads.
 */
public final class SyntheticScene {

    private final SyntheticOptions options;
    private final Lens lens;
    private final Schedule schedule;

    /** @param options with the picture's size as it is published; see {@link SyntheticOptions#cappedTo} */
    public SyntheticScene(SyntheticOptions options) {
        this.options = options;
        this.lens = new Lens(options.width(), options.height());
        this.schedule = new Schedule(options, lens);
    }

    public SyntheticOptions options() {
        return options;
    }

    /**
     * Everybody of whom the picture shows anything, the nearest first.
     *
     * @param ptsUs microseconds from the start of the scene, 0 or more
     */
    public List<GroundTruth> at(long ptsUs) {
        List<Figure> figures = figures(ptsUs);
        List<GroundTruth> truth = new ArrayList<>();
        for (int i = figures.size() - 1; i >= 0; i--) {
            truth.add(truth(figures.get(i), figures.subList(i + 1, figures.size())));
        }
        return truth;
    }

    /** What happens from one time until before another, in order; microseconds from the start of the scene. */
    public List<SceneEvent> events(long fromUs, long toUs) {
        return new SceneEvents(schedule, lens).between(fromUs, toUs);
    }

    /** The farthest first: in the order of painting. */
    List<Figure> figures(long ptsUs) {
        if (ptsUs < 0) {
            throw new IllegalArgumentException("time " + ptsUs + " µs is before the scene begins, expected 0 or more");
        }
        double t = ptsUs / 1e6;
        Rectangle2D picture = new Rectangle2D.Double(0, 0, lens.width(), lens.height());
        return schedule.between(t, t).stream().map(visit -> new Figure(visit, Motion.at(visit, t), lens))
                .filter(figure -> figure.bounds().intersects(picture))
                .sorted(Comparator.comparingDouble(Figure::depth).reversed().thenComparingLong(figure -> figure.id))
                .toList();
    }

    Lens lens() {
        return lens;
    }

    private GroundTruth truth(Figure figure, List<Figure> nearer) {
        List<Keypoint> keypoints = new ArrayList<>();
        List<Visibility> visibility = new ArrayList<>();
        for (int k = 0; k < Joint.COCO; k++) {
            Joint joint = Joint.values()[k];
            Point2D.Double p = lens.project(figure.body.at(joint));
            keypoints.add(new Keypoint(p.x, p.y, 1));
            visibility.add(visibility(figure, joint, p, nearer));
        }
        Rectangle2D b = figure.bounds();
        return new GroundTruth(figure.id, figure.action, Box.ofCorners(b.getMinX(), b.getMinY(), b.getMaxX(), b.getMaxY()),
                keypoints, visibility, figure.depth());
    }

    private Visibility visibility(Figure figure, Joint joint, Point2D.Double p, List<Figure> nearer) {
        if (p.x < 0 || p.y < 0 || p.x >= lens.width() || p.y >= lens.height()) {
            return Visibility.OUTSIDE;
        }
        if (nearer.stream().anyMatch(other -> other.covers(p.x, p.y))) {
            return Visibility.OCCLUDED;
        }
        return joint.face() && !figure.head.shows(joint) ? Visibility.TURNED_AWAY : Visibility.VISIBLE;
    }
}
