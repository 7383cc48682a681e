package dev.posestream.camera.synthetic;

import static dev.posestream.camera.synthetic.Proportions.*;

import java.util.EnumMap;
import java.util.Map;

/** From a posture to the places of all joints: legs from where the feet are, everything else from the pelvis outwards. */
final class Kinematics {

    /** A knee is never quite straight. */
    private static final double REACH = .997;

    private final Proportions size;
    private final Axes heading;
    private final Posture posture;
    private final Map<Joint, Vector> joints = new EnumMap<>(Joint.class);

    private Kinematics(Proportions size, double heading, Posture posture) {
        this.size = size;
        this.heading = Axes.heading(heading);
        this.posture = posture;
    }

    /** @param ground the point of the floor that the posture is relative to */
    static Body body(Proportions size, Vector ground, double heading, Posture posture) {
        return new Kinematics(size, heading, posture).solve(ground);
    }

    private Body solve(Vector ground) {
        Vector leftAnkle = ankle(ground, posture.left(), 1);
        Vector rightAnkle = ankle(ground, posture.right(), -1);
        Axes hips = heading.turned(posture.twist() * -.5);
        Vector hipOffset = hips.left().times(size.metres(HIP_HALF));
        Vector pelvis = ground.plus(heading.at(0, size.metres(HIP_HEIGHT - posture.drop()), size.metres(posture.shift())));
        double height = Math.min(pelvis.y(), Math.min(reachable(pelvis.plus(hipOffset), leftAnkle),
                reachable(pelvis.minus(hipOffset), rightAnkle)));
        pelvis = new Vector(pelvis.x(), height, pelvis.z());
        joints.put(Joint.PELVIS, pelvis);
        leg(pelvis.plus(hipOffset), leftAnkle, posture.left(), 1, Joint.LEFT_HIP, Joint.LEFT_KNEE, Joint.LEFT_ANKLE,
                Joint.LEFT_HEEL, Joint.LEFT_TOE);
        leg(pelvis.minus(hipOffset), rightAnkle, posture.right(), -1, Joint.RIGHT_HIP, Joint.RIGHT_KNEE, Joint.RIGHT_ANKLE,
                Joint.RIGHT_HEEL, Joint.RIGHT_TOE);

        Axes trunk = heading.bent(posture.lean()).turned(posture.twist() * .5);
        Vector shoulderLine = pelvis.plus(size.metres(SHOULDER_HEIGHT - HIP_HEIGHT), trunk.up());
        Vector neck = pelvis.plus(size.metres(NECK_HEIGHT - HIP_HEIGHT), trunk.up());
        joints.put(Joint.NECK, neck);
        arm(shoulderLine.plus(size.shoulderHalf(), trunk.left()), trunk, trunk.left(), posture.leftArm(),
                Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, Joint.LEFT_WRIST, Joint.LEFT_HAND);
        arm(shoulderLine.plus(-size.shoulderHalf(), trunk.left()), trunk, trunk.left().times(-1), posture.rightArm(),
                Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST, Joint.RIGHT_HAND);
        Axes head = heading.turned(posture.look()).bent(posture.lean() * .5 + posture.nod());
        head(neck, trunk, head);
        return new Body(joints, trunk, head);
    }

    private Vector ankle(Vector ground, Posture.Leg leg, int side) {
        return ground.plus(heading.at(side * size.metres(leg.aside()), size.metres(ANKLE_HEIGHT + leg.lift()), size.metres(leg.ahead())));
    }

    /** How high a hip may be over an ankle. */
    private double reachable(Vector hip, Vector ankle) {
        double reach = size.metres(THIGH + SHANK) * REACH;
        double across = Math.hypot(hip.x() - ankle.x(), hip.z() - ankle.z());
        return ankle.y() + Math.sqrt(Math.max(0, reach * reach - across * across));
    }

    private void leg(Vector hip, Vector ankle, Posture.Leg leg, int side, Joint hipJoint, Joint kneeJoint, Joint ankleJoint,
                     Joint heel, Joint toe) {
        Axes foot = heading.turned(side * .12).bent(leg.tip());
        joints.put(hipJoint, hip);
        joints.put(kneeJoint, between(hip, ankle, size.metres(THIGH), size.metres(SHANK), foot.forward().plus(heading.forward())));
        joints.put(ankleJoint, ankle);
        double sole = -size.metres(ANKLE_HEIGHT - .021);
        joints.put(heel, ankle.plus(foot.at(0, sole, -size.metres(HEEL_BEHIND))));
        joints.put(toe, ankle.plus(foot.at(0, sole, size.metres(FOOT_AHEAD))));
    }

    /** The middle joint of two bones between fixed ends, bent towards a direction. */
    private static Vector between(Vector from, Vector to, double first, double second, Vector towards) {
        Vector span = to.minus(from);
        double distance = Math.min(span.length(), first + second);
        Vector along = span.unit();
        double before = (first * first - second * second + distance * distance) / (2 * distance);
        double out = Math.sqrt(Math.max(0, first * first - before * before));
        return from.plus(before, along).plus(out, towards.across(along));
    }

    private void arm(Vector shoulder, Axes trunk, Vector outward, Posture.Arm arm, Joint shoulderJoint, Joint elbowJoint,
                     Joint wristJoint, Joint handJoint) {
        double cos = Math.cos(arm.away());
        Vector upper = trunk.up().times(-Math.cos(arm.swing()) * cos)
                .plus(Math.sin(arm.swing()) * cos, trunk.forward()).plus(Math.sin(arm.away()), outward);
        double up = Math.max(0, arm.raise());
        double inward = Math.max(0, -arm.raise());
        Vector bendTo = trunk.forward().times(1 - up - inward * .6).plus(up, trunk.up()).plus(-inward, outward).across(upper);
        Vector lower = upper.times(Math.cos(arm.bend())).plus(Math.sin(arm.bend()), bendTo);
        Vector elbow = shoulder.plus(size.metres(UPPER_ARM), upper);
        Vector wrist = elbow.plus(size.metres(FOREARM), lower);
        joints.put(shoulderJoint, shoulder);
        joints.put(elbowJoint, elbow);
        joints.put(wristJoint, wrist);
        joints.put(handJoint, wrist.plus(size.metres(HAND), lower));
    }

    private void head(Vector neck, Axes trunk, Axes head) {
        double rise = size.metres(HEAD_HEIGHT - NECK_HEIGHT);
        Vector centre = neck.plus(rise * .35, trunk.up()).plus(rise * .65, head.up()).plus(size.metres(.012), head.forward());
        joints.put(Joint.HEAD, centre);
        joints.put(Joint.NOSE, centre.plus(head.at(0, size.metres(-.014), size.metres(.061))));
        joints.put(Joint.LEFT_EYE, centre.plus(head.at(size.metres(.019), size.metres(.006), size.metres(.048))));
        joints.put(Joint.RIGHT_EYE, centre.plus(head.at(size.metres(-.019), size.metres(.006), size.metres(.048))));
        joints.put(Joint.LEFT_EAR, centre.plus(head.at(size.metres(.044), size.metres(-.002), size.metres(-.004))));
        joints.put(Joint.RIGHT_EAR, centre.plus(head.at(size.metres(-.044), size.metres(-.002), size.metres(-.004))));
    }
}
