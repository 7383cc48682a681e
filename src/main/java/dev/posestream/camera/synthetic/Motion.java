package dev.posestream.camera.synthetic;

import dev.posestream.camera.synthetic.Posture.Arm;
import dev.posestream.camera.synthetic.Posture.Leg;

/** How a visitor moves: walk in, stop, turn, do what it came for, turn, walk out. A pure function of the visit and the time. */
final class Motion {

    private static final double TURN_S = .7;
    private static final Leg SET_DOWN = new Leg(0, .056, 0, 0);
    private static final Arm HANGING = new Arm(Math.toRadians(3), Math.toRadians(9), Math.toRadians(14), -.2);
    private static final Posture STANDING = new Posture(.004, 0, Math.toRadians(2), 0, 0, 0, SET_DOWN, SET_DOWN, HANGING, HANGING);

    private Motion() {}

    /** @param t seconds of the scene's time, within the visit */
    static Moment at(Visit visit, double t) {
        double in = t - visit.startS();
        Route route = visit.route();
        if (visit.activity() == Activity.PASS) {
            return walking(visit, route.speed() * in, 1);
        }
        double stopped = in - route.secondsToStop();
        if (stopped < 0) {
            return walking(visit, route.walkedTo(in), -stopped / Route.BRAKING);
        }
        double gone = stopped - visit.staysS();
        return gone < 0 ? staying(visit, stopped) : walking(visit, route.walkedFrom(gone), gone / Route.BRAKING);
    }

    /** When somebody who falls reaches the floor, seconds of the scene's time. */
    static double floorS(Visit visit) {
        return visit.startS() + visit.route().secondsToStop() + TURN_S + Fall.BEFORE_S + Fall.FALLING_S;
    }

    /** @param pace 0 standing, 1 or more walking freely */
    private static Moment walking(Visit visit, double metres, double pace) {
        double strides = metres / (Gait.STRIDE * visit.size().height());
        Posture posture = STANDING.towards(Gait.posture(strides), Ease.smooth(pace));
        double heading = visit.route().heading();
        // People glance at what they pass: the head turns a little to the camera.
        posture = lookingRound(posture, -heading * .3 * Ease.smooth(pace) + Math.toRadians(7) * Math.sin(strides * 1.9));
        return new Moment(Action.WALKING, Kinematics.body(visit.size(), visit.route().at(metres), heading, posture));
    }

    private static Moment staying(Visit visit, double t) {
        double stays = visit.staysS();
        double way = visit.route().heading();
        double turned = Ease.inAndOut(t, stays, TURN_S);
        double heading = way + (visit.facing() - way) * turned;
        double acting = t - TURN_S;
        double actS = stays - 2 * TURN_S;
        Posture base = shuffling(STANDING, t < TURN_S || t > stays - TURN_S ? turned : 0);
        Vector ground = visit.route().at(visit.route().stopAfter());
        if (acting < 0 || acting > actS) {
            return new Moment(Action.STANDING, Kinematics.body(visit.size(), ground, heading, base));
        }
        return switch (visit.activity()) {
            case WAVE -> waving(visit, ground, heading, acting, actS);
            case CROUCH -> crouching(visit, ground, heading, acting, actS);
            case FALL -> Fall.at(visit, STANDING, ground, heading, acting, actS);
            default -> new Moment(Action.STANDING,
                    Kinematics.body(visit.size(), ground, heading, lookingRound(base, Math.toRadians(28) * Math.sin(acting * 1.1)
                            * Ease.inAndOut(acting, actS, .6))));
        };
    }

    private static Moment waving(Visit visit, Vector ground, double heading, double t, double length) {
        double up = Ease.inAndOut(t, length, .6);
        Arm high = new Arm(Math.toRadians(18), Math.toRadians(62), Math.toRadians(82 + 24 * Math.sin(2 * Math.PI * 1.1 * t)), 1);
        Arm arm = HANGING.towards(high, up);
        Posture posture = visit.leftHand() ? STANDING.withArms(arm, HANGING) : STANDING.withArms(HANGING, arm);
        return new Moment(up > .5 ? Action.WAVING : Action.STANDING, Kinematics.body(visit.size(), ground, heading, posture));
    }

    private static Moment crouching(Visit visit, Vector ground, double heading, double t, double length) {
        int times = Math.max(1, (int) (length / 4));
        double each = length / times;
        double down = Ease.inAndOut(t % each, each - .3, .9);
        Posture posture = STANDING.towards(crouched(), down);
        return new Moment(down > .5 ? Action.CROUCHING : Action.STANDING, Kinematics.body(visit.size(), ground, heading, posture));
    }

    /** Squatting with the forearms on the knees. */
    static Posture crouched() {
        Leg foot = new Leg(-.01, .095, .028, Math.toRadians(16));
        Arm arm = new Arm(Math.toRadians(42), Math.toRadians(12), Math.toRadians(58), -.25);
        return new Posture(.27, -.09, Math.toRadians(22), 0, 0, Math.toRadians(-6), foot, foot, arm, arm);
    }

    private static Posture lookingRound(Posture p, double look) {
        return new Posture(p.drop(), p.shift(), p.lean(), p.twist(), look, p.nod(), p.left(), p.right(), p.leftArm(), p.rightArm());
    }

    /** The small steps of turning on the spot. */
    private static Posture shuffling(Posture p, double turned) {
        double step = Math.sin(2 * Math.PI * turned);
        return new Posture(p.drop(), p.shift(), p.lean(), p.twist(), p.look(), p.nod(),
                new Leg(p.left().ahead(), p.left().aside(), .03 * Math.max(0, step), 0),
                new Leg(p.right().ahead(), p.right().aside(), .03 * Math.max(0, -step), 0), p.leftArm(), p.rightArm());
    }
}
