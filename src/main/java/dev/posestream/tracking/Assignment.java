package dev.posestream.tracking;

import java.util.Arrays;

/**
 * The cheapest way of giving each row at most one column and each column at most one row, in O(n³): shortest augmenting
 * paths with dual prices (Kuhn 1955; Jonker and Volgenant, Computing 38, 1987).
 */
final class Assignment {

    private static final int NONE = -1;

    private Assignment() {}

    /**
     * Minimises the sum of the pairs' costs where a pair that is not made costs {@code limit}, so nothing is ever
     * paired at {@code limit} or above, and a good pair is not given up for two bad ones.
     *
     * @param cost  rows by columns, each row of one length; positive infinity for what can't be
     * @param limit finite
     * @return for each row its column, or -1
     */
    static int[] solve(double[][] cost, double limit) {
        int rows = cost.length;
        int columns = rows == 0 ? 0 : cost[0].length;
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, NONE);
        if (columns == 0) {
            return columnOf;
        }
        boolean tall = rows > columns;
        double[][] square = tall ? new double[columns][rows] : new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (Double.isNaN(cost[r][c])) {
                    throw new IllegalArgumentException("cost of row " + r + ", column " + c + " is not a number");
                }
                square[tall ? c : r][tall ? r : c] = Math.min(cost[r][c], limit);
            }
        }
        int[] rowOf = cheapest(square);
        for (int j = 0; j < rowOf.length; j++) {
            if (rowOf[j] != NONE) {
                int row = tall ? j : rowOf[j];
                int column = tall ? rowOf[j] : j;
                columnOf[row] = cost[row][column] < limit ? column : NONE;
            }
        }
        return columnOf;
    }

    /** Gives every row a column; there are at least as many columns as rows. Returns for each column its row, or -1. */
    private static int[] cheapest(double[][] cost) {
        int n = cost.length;
        int m = cost[0].length;
        double[] rowPrice = new double[n];
        double[] columnPrice = new double[m];
        int[] rowOf = new int[m];
        Arrays.fill(rowOf, NONE);
        int[] previous = new int[m];
        double[] distance = new double[m];
        boolean[] settled = new boolean[m];
        for (int start = 0; start < n; start++) {
            Arrays.fill(distance, Double.POSITIVE_INFINITY);
            Arrays.fill(settled, false);
            int row = start;
            int from = NONE;
            double length = 0;
            int nearest;
            do {
                nearest = NONE;
                for (int j = 0; j < m; j++) {
                    if (settled[j]) {
                        continue;
                    }
                    double through = length + cost[row][j] - rowPrice[row] - columnPrice[j];
                    if (through < distance[j]) {
                        distance[j] = through;
                        previous[j] = from;
                    }
                    if (nearest == NONE || distance[j] < distance[nearest]) {
                        nearest = j;
                    }
                }
                settled[nearest] = true;
                length = distance[nearest];
                from = nearest;
                row = rowOf[nearest];
            } while (row != NONE);

            rowPrice[start] += length;
            for (int j = 0; j < m; j++) {
                if (settled[j] && j != nearest) {
                    rowPrice[rowOf[j]] += length - distance[j];
                    columnPrice[j] -= length - distance[j];
                }
            }
            int column = nearest;
            while (column != NONE) {
                int before = previous[column];
                rowOf[column] = before == NONE ? start : rowOf[before];
                column = before;
            }
        }
        return rowOf;
    }
}
