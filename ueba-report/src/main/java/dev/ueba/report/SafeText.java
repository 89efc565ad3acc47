package dev.ueba.report;

/**
 * Makes text that others chose fit for eyes: what cannot be seen or reorders what can (control and format characters, marks
 * of direction, half surrogate pairs) becomes a backslash escape, and endless names are cut. Right for terminals and plain text; HTML and
 * Markdown need their own escapes on top.
 *
 * <p>Stateless and thread-safe.
 */
public final class SafeText {

    private static final int UNPAIRED = 0xfffd;

    private SafeText() {}

    /**
     * Returns the text with invisible characters as {@code \\u{202e}}.
     *
     * @param text any
     * @return one line without control and format characters
     */
    public static String of(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (isVisible(codePoint)) {
                safe.appendCodePoint(codePoint);
            } else {
                safe.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            }
        });
        return safe.toString();
    }

    /**
     * Returns safe text of the first {@code limit} characters; what is cut is marked, with the length of the whole.
     *
     * @param text any
     * @param limit how many characters (code points) are kept
     * @return one line
     */
    public static String of(String text, int limit) {
        if (text.length() <= limit) {
            return of(text);
        }
        int length = text.codePointCount(0, text.length());
        if (length <= limit) {
            return of(text);
        }
        return of(text.substring(0, text.offsetByCodePoints(0, limit))) + "\u2026 (" + length + " characters)";
    }

    /**
     * Returns safe text that is never wider than a column of a table.
     *
     * @param text any
     * @param width how many characters (code points) at most, {@code >= 3}
     * @return one line; what is cut is marked by three points
     */
    public static String within(String text, int width) {
        // So many characters are more than width code points, however many of them are pairs.
        String safe = of(text.substring(0, Math.min(text.length(), 2 * width + 2)));
        if (safe.codePointCount(0, safe.length()) <= width) {
            return safe;
        }
        return safe.substring(0, safe.offsetByCodePoints(0, width - 3)) + "...";
    }

    /**
     * Returns the exact text, but half surrogate pairs, which UTF-8 cannot carry, as U+FFFD.
     *
     * @param text any
     * @return text that every UTF-8 writer takes
     */
    public static String encodable(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder valid = new StringBuilder(text.length());
        text.codePoints()
                .map(codePoint -> Character.getType(codePoint) == Character.SURROGATE ? UNPAIRED : codePoint)
                .forEach(valid::appendCodePoint);
        return valid.toString();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
