package dev.ueba.loganalytics;

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
        String inside = list.substring(1, list.length() - 1).strip();
        // One more than wanted is enough to tell that there are too many.
        String[] parts = inside.isEmpty() ? new String[0] : inside.split(",", length + 1);
        if (parts.length != length) {
            throw new NumberFormatException("expected a list of " + length + " numbers, but there are "
                    + (parts.length > length ? "more" : parts.length));
        }
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = number(parts[i].strip());
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
