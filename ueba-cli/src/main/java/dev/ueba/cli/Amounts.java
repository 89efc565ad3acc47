package dev.ueba.cli;

import dev.ueba.forest.Amount;

/** Reads amounts as people type them: {@code auto}, {@code 256} (a count), {@code 0.5} (a share; the point tells). */
final class Amounts {

    private Amounts() {}

    static Amount parse(String option, String text) {
        if (text.equals("auto")) {
            return Amount.auto();
        }
        try {
            return text.matches("[0-9]{1,10}") ? Amount.count(Integer.parseInt(text)) : Amount.share(number(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    option + " must be auto, a count such as 256 or a share such as 0.5, but was '" + text + "'", e);
        }
    }

    static Amount contamination(String text) {
        if (text.equals("auto")) {
            return Amount.auto();
        }
        try {
            return Amount.share(number(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--contamination must be auto or a number in (0, 0.5], but was '" + text + "'", e);
        }
    }

    private static double number(String text) {
        // Only plain decimals: Double.parseDouble would also take 0x1p-2, 1d and NaN.
        if (!text.matches("[0-9]{0,20}\\.?[0-9]{0,20}([eE][+-]?[0-9]{1,3})?")) {
            throw new NumberFormatException(text);
        }
        return Double.parseDouble(text);
    }
}
