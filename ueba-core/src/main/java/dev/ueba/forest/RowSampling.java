package dev.ueba.forest;

/**
 * Draws positions out of {@code 0..total-1} as scikit-learn does. Without replacement it chooses one of three ways by the
 * ratio of wanted to total, and each way consumes the twister differently.
 *
 * <p>Keeps scratch memory from draw to draw. Not thread-safe.
 */
final class RowSampling {

    private int[] permutation = new int[0];
    private long[] taken = new long[0];

    /** Fills {@code drawn} with as many distinct positions, in the order drawn; {@code drawn.length <= total}. */
    void drawDistinct(MersenneTwister twister, int total, int[] drawn) {
        // Both bounds are strict: exactly 0.01 is tracked, exactly 0.99 is a reservoir.
        double ratio = total == 0 ? 1.0 : (double) drawn.length / total;
        if (ratio > 0.01 && ratio < 0.99) {
            drawFromPermutation(twister, total, drawn);
        } else if (ratio < 0.2) {
            drawTracking(twister, total, drawn);
        } else {
            drawReservoir(twister, total, drawn);
        }
    }

    /** Fills {@code drawn} with positions that may repeat. */
    void drawWithReplacement(MersenneTwister twister, int total, int[] drawn) {
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = twister.nextBelow(total);
        }
    }

    private void drawFromPermutation(MersenneTwister twister, int total, int[] drawn) {
        if (permutation.length < total) {
            permutation = new int[total];
        }
        int[] places = permutation;
        for (int i = 0; i < total; i++) {
            places[i] = i;
        }
        for (int i = total - 1; i >= 1; i--) {
            int other = twister.nextBelow(i + 1);
            int place = places[i];
            places[i] = places[other];
            places[other] = place;
        }
        System.arraycopy(places, 0, drawn, 0, drawn.length);
    }

    private void drawTracking(MersenneTwister twister, int total, int[] drawn) {
        int words = ((total - 1) >>> 6) + 1;
        if (taken.length < words) {
            taken = new long[words];
        }
        for (int i = 0; i < drawn.length; i++) {
            int position = twister.nextBelow(total);
            while ((taken[position >>> 6] & (1L << position)) != 0) {
                position = twister.nextBelow(total);
            }
            taken[position >>> 6] |= 1L << position;
            drawn[i] = position;
        }
        for (int position : drawn) {
            taken[position >>> 6] = 0;
        }
    }

    private static void drawReservoir(MersenneTwister twister, int total, int[] drawn) {
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = i;
        }
        for (int i = drawn.length; i < total; i++) {
            int place = twister.nextBelow(i + 1);
            if (place < drawn.length) {
                drawn[place] = i;
            }
        }
    }
}
