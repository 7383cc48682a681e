package dev.posestream.evaluation.coco;

/** COCO's sizes of people, by the area of their outline; a size's both ends belong to it. */
enum AreaRange {
    ALL("", 0, 1e5 * 1e5), SMALL("S", 0, 32 * 32), MEDIUM("M", 32 * 32, 96 * 96), LARGE("L", 96 * 96, 1e5 * 1e5);

    private final String suffix;
    private final double least;
    private final double most;

    AreaRange(String suffix, double least, double most) {
        this.suffix = suffix;
        this.least = least;
        this.most = most;
    }

    /** At the end of a figure's name, such as APM. */
    String suffix() {
        return suffix;
    }

    boolean holds(double area) {
        return area >= least && area <= most;
    }
}
