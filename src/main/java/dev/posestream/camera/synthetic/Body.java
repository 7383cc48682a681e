package dev.posestream.camera.synthetic;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Where every joint of a figure is in the scene, and how its trunk and head are turned. */
record Body(Map<Joint, Vector> joints, Axes trunk, Axes head) {

    Body {
        joints = Collections.unmodifiableMap(new EnumMap<>(joints));
    }

    Vector at(Joint joint) {
        return joints.get(joint);
    }

    /** Tipped over about a horizontal line through a point of the floor, upright going towards the given direction. */
    Body tipped(Vector pivot, Vector towards, double radians, double lift) {
        double sin = Math.sin(radians);
        double cos = Math.cos(radians);
        UnaryOperator<Vector> turn = v -> {
            double along = v.dot(towards);
            double up = v.y();
            return v.plus(along * cos + up * sin - along, towards).plus(new Vector(0, up * cos - along * sin - up, 0));
        };
        Map<Joint, Vector> moved = new EnumMap<>(Joint.class);
        joints.forEach((joint, place) ->
                moved.put(joint, turn.apply(place.minus(pivot)).plus(pivot).plus(new Vector(0, lift, 0))));
        return new Body(moved, turned(trunk, turn), turned(head, turn));
    }

    private static Axes turned(Axes axes, UnaryOperator<Vector> turn) {
        return new Axes(turn.apply(axes.left()), turn.apply(axes.up()), turn.apply(axes.forward()));
    }
}
