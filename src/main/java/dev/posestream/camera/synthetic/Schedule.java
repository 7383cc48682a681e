package dev.posestream.camera.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who comes when. The scene has as many places as people; at each, one visit follows another for ever, and each visit
 * follows from the options and its number alone.
 */
final class Schedule {

    private static final double NEAREST = 3.15;
    private static final double FARTHEST = 4.4;
    private static final double SLOWEST = 1.05;
    private static final double FASTEST = 1.4;
    /** Metres beyond the picture's edge at which somebody is out of sight. */
    private static final double OUT_OF_SIGHT = .65;
    private static final double GOLDEN = .618;

    private final SyntheticOptions options;
    private final Lens lens;
    private final double periodS;

    Schedule(SyntheticOptions options, Lens lens) {
        this.options = options;
        this.lens = lens;
        double longest = 2 * (lens.halfWidth(FARTHEST + .4) + OUT_OF_SIGHT);
        double passing = Math.hypot(longest, .8) / SLOWEST + .4;
        this.periodS = options.scene().period() == 0 ? passing : options.scene().period() + Math.max(0, passing - 7);
    }

    /** The visits under way at a time, or at some time between two, by place. */
    List<Visit> between(double fromS, double toS) {
        List<Visit> visits = new ArrayList<>();
        for (int place = 0; place < places(); place++) {
            long first = Math.max(0, (long) Math.floor((fromS + leadS(place)) / periodS));
            long last = (long) Math.floor((toS + leadS(place)) / periodS);
            for (long round = first; round <= last; round++) {
                Visit visit = visit(place, round);
                if (visit.startS() <= toS && visit.startS() + visit.lengthS() > fromS) {
                    visits.add(visit);
                }
            }
        }
        return visits;
    }

    private int places() {
        return options.scene() == SceneKind.EMPTY ? 0 : options.people();
    }

    /** How long before time 0 a place's first visit began, so that they do not all come at once. */
    private double leadS(int place) {
        int group = options.scene() == SceneKind.CROSS ? place / 2 : place;
        int groups = options.scene() == SceneKind.CROSS ? (places() + 1) / 2 : places();
        return periodS * ((group + .3) / groups);
    }

    private Visit visit(int place, long round) {
        long figure = round * places() + place + 1;
        SplittableRandom random = new SplittableRandom(options.seed() * 1_000_003 + figure * 7919);
        random.nextLong();
        Proportions size = new Proportions(1.6 + .27 * random.nextDouble(), .93 + .18 * random.nextDouble(), .92 + .14 * random.nextDouble());
        Look look = Look.of(random, figure);
        double speed = SLOWEST + (FASTEST - SLOWEST) * random.nextDouble();
        boolean crossing = options.scene() == SceneKind.CROSS;
        if (crossing) {
            speed = SLOWEST + .1 + .03 * (place % 2);
        }
        boolean toRight = crossing ? place % 2 == 0 : random.nextBoolean();
        double row = NEAREST + (FARTHEST - NEAREST) * (place + .5) / places();
        double slant = (.15 + .2 * random.nextDouble()) * (random.nextInt(4) > 0 ? 1 : -1);
        Vector left = new Vector(-lens.halfWidth(row) - OUT_OF_SIGHT, 0, row + (toRight ? slant : -slant));
        Vector right = new Vector(lens.halfWidth(row) + OUT_OF_SIGHT, 0, row + (toRight ? -slant : slant));
        Vector from = toRight ? left : right;
        Vector to = toRight ? right : left;
        double stopAt = (((place * GOLDEN + .5) % 1) * 2 - 1) * .6 * lens.halfWidth(row);
        double length = to.minus(from).length();
        Route route = new Route(from, to, length * (stopAt - from.x()) / (to.x() - from.x()), speed);
        List<Activity> activities = options.scene().activities();
        Activity activity = activities.get((int) ((round * 5 + place * 2) % activities.size()));
        double facing = Math.toRadians(activity == Activity.CROUCH ? 48 : 16) * (stopAt > 0 ? -1 : 1) * (.6 + .4 * random.nextDouble());
        double stays = periodS - .5 - route.secondsToStop() - route.secondsFromStop();
        return new Visit(figure, round * periodS - leadS(place), stays, facing, random.nextInt(3) == 0, activity, route, size, look);
    }
}
