package dev.ueba.cli;

/**
 * Makes text of log files safe for a terminal: names are chosen by attackers, and control characters could move the cursor,
 * recolour or overwrite what was printed, bidirectional marks could reorder it.
 */
final class SafeText {

    private SafeText() {}

    /** Returns the text with control, format and line-separating characters as backslash escapes. */
    static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (isHarmless(codePoint)) {
                safe.appendCodePoint(codePoint);
            } else {
                safe.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            }
        });
        return safe.toString();
    }

    /** Returns safe text of at most {@code width} characters; what is cut is marked by three dots. */
    static String of(String text, int width) {
        String safe = of(text);
        if (safe.codePointCount(0, safe.length()) <= width) {
            return safe;
        }
        return safe.substring(0, safe.offsetByCodePoints(0, width - 3)) + "...";
    }

    private static boolean isHarmless(int codePoint) {
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
