package dev.posestream.evaluation.capacity;

/**
 * How many cameras the fullest partition or worker gets when the hashes of their ids decide. A share then has a binomial number of
 * cameras; the fullest is taken to have the least number that, by expectation, fewer than one half of a share exceeds.
 */
final class FullestShare {

    private static final double HALF = 0.5;

    private FullestShare() {}

    static int of(int cameras, int shares) {
        if (shares == 1) {
            return cameras;
        }
        double chance = 1.0 / shares;
        double exactly = Math.exp(cameras * Math.log1p(-chance));
        double more = 1 - exactly;
        int count = 0;
        while (count < cameras && shares * more >= HALF) {
            exactly *= (cameras - count) / (count + 1.0) * chance / (1 - chance);
            more -= exactly;
            count++;
        }
        // Where so many cameras share so few places, the first terms are too small for a double; nobody has less than the mean.
        return Math.max(count, (cameras + shares - 1) / shares);
    }
}
