package dev.ueba.loganalytics;

import java.util.Arrays;

/** Reads a list of numbers that was made text by the service: JSON, with words for what JSON has no numbers for. */
final class SeriesText {

    private SeriesText() {}

    /**
     * Returns the numbers of a list; {@code null} and {@code "NaN"} are NaN, {@code "Infinity"} is infinite, with or without quotes.
     *
     * @param text such as {@code [1,2.5,"NaN"]}
     * @param length how many there have to be
     * @throws NumberFormatException if it is anything else, or of another length
     */
    static double[] numbers(String text, int length) {
        String list = text.strip();
        if (list.length() < 2 || list.charAt(0) != '[' || list.charAt(list.length() - 1) != ']') {
            throw new NumberFormatException("expected a list of " + length + " numbers, but it does not begin with [");
        }
        double[] numbers = new double[length];
        Arrays.fill(numbers, Double.NaN);
        int at = 1;
        int count = 0;
        while (at < list.length()) {
            int comma = list.indexOf(',', at);
            int end = comma < 0 ? list.length() - 1 : comma;
            String part = list.substring(at, end).strip();
            if (count == length || (part.isEmpty() && !(count == 0 && comma < 0))) {
                throw new NumberFormatException("expected a list of " + length + " numbers, but there are others");
            }
            if (!part.isEmpty()) {
                numbers[count++] = number(part);
            }
            at = end + 1;
        }
        if (count != length) {
            throw new NumberFormatException("expected a list of " + length + " numbers, but there are " + count);
        }
        return numbers;
    }

    private static double number(String part) {
        String word = part.length() > 2 && part.startsWith("\"") && part.endsWith("\"")
                ? part.substring(1, part.length() - 1)
                : part;
        return switch (word) {
            case "null", "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (!word.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0)) {
                    throw new NumberFormatException("expected numbers, but there is another text");
                }
                yield Double.parseDouble(word);
            }
        };
    }
}
