package dev.posestream.evaluation.capacity;

/**
 * How many cameras the fullest partition or thread gets when the hashes of their ids decide. A share then has a binomial number of
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
        double odds = Math.log(chance / (1 - chance));
        double logExactly = cameras * Math.log1p(-chance);
        double more = 1 - Math.exp(logExactly);
        int count = 0;
        while (count < cameras && shares * more >= HALF) {
            logExactly += Math.log((cameras - count) / (count + 1.0)) + odds;
            more -= Math.exp(logExactly);
            count++;
        }
        return count;
    }
}
