package dev.ueba.feature;

import java.util.Locale;
import java.util.Set;

/** Text of cells: how it is quoted in messages, and which words pandas takes as missing. */
final class CsvValues {

    /** Longest piece of a cell in a message. */
    private static final int SHOWN_CHARACTERS = 60;

    /** What bytes that are not UTF-8 are decoded to: half a surrogate pair, which UTF-8 cannot spell. */
    static final String MALFORMED = "\udfff";

    static final String NOT_UTF_8 = "bytes that are not UTF-8; save the file as UTF-8";

    /** pandas 1.5.3, pandas._libs.parsers.STR_NA_VALUES. */
    private static final Set<String> PANDAS_MISSING = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "n/a",
            "nan",
            "null");

    private CsvValues() {}

    /** Tells whether pandas reads this cell as missing by default. */
    static boolean isPandasMissing(String text) {
        return text.length() <= "#N/A N/A".length() && PANDAS_MISSING.contains(text);
    }

    /** Tells whether a decoded cell stands for bytes that were not UTF-8. */
    static boolean isMalformed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && !isPairAt(text, i)) {
                return true;
            }
            if (Character.isLowSurrogate(c) && (i == 0 || !isPairAt(text, i - 1))) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a whole surrogate pair begins at {@code i}. */
    static boolean isPairAt(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }

    /** Returns a cell in single quotes for a message: shortened, on one line, with nothing invisible. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("'");
        for (int i = 0; i < text.length(); ) {
            if (shown.length() > SHOWN_CHARACTERS) {
                return shown.append("...'").toString();
            }
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> appendVisible(shown, c);
            }
        }
        return shown.append('\'').toString();
    }

    private static void appendVisible(StringBuilder shown, int c) {
        switch (Character.getType(c)) {
            case Character.SURROGATE -> shown.append('\ufffd');
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            default -> shown.appendCodePoint(c);
        }
    }
}
