package dev.posestream.analysis;

import dev.posestream.inference.Image;
import dev.posestream.pose.Box;
import java.util.List;

/**
 * A thumbnail of a frame, to see cheaply whether somebody may have come into the picture: a cell that has changed since
 * the detector last looked, where nobody is followed, is reason to look again.
 */
public final class Scene {

    /** Nothing is known: counts as changed everywhere. */
    public static final Scene UNKNOWN = new Scene(new byte[0]);

    private static final int COLUMNS = 32;
    private static final int ROWS = 18;

    /** Grey levels; above camera noise averaged over a cell, below what a person's arrival changes. */
    private static final int CHANGED = 14;

    private static final double MARGIN = 1.3;

    private final byte[] cells;

    private Scene(byte[] cells) {
        this.cells = cells;
    }

    /** As {@link #bytes} gave it. */
    public static Scene of(byte[] bytes) {
        return new Scene(bytes.clone());
    }

    /** A form to be kept: a grey level for each cell. */
    public byte[] bytes() {
        return cells.clone();
    }

    static Scene of(Image image) {
        return new Scene(image.grey(COLUMNS, ROWS));
    }

    boolean changedOutside(List<Box> known, Scene before, int width, int height) {
        if (before.cells.length != cells.length) {
            return true;
        }
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                int at = row * COLUMNS + column;
                if (Math.abs((cells[at] & 0xff) - (before.cells[at] & 0xff)) >= CHANGED
                        && !covered(known, (column + .5) * width / COLUMNS, (row + .5) * height / ROWS)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean covered(List<Box> known, double x, double y) {
        for (Box box : known) {
            Box wide = box.scaled(MARGIN);
            if (x >= wide.x() && x <= wide.right() && y >= wide.y() && y <= wide.bottom()) {
                return true;
            }
        }
        return false;
    }
}
