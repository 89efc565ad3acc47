package dev.ueba.event;

import dev.ueba.feature.CsvOutput;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cells of text that comes from logs. */
final class EventCells {

    private EventCells() {}

    /** Writes a text, or an empty cell for a missing one. Halves of surrogate pairs, which no UTF-8 holds, become U+FFFD. */
    static void write(CsvOutput csv, @Nullable String text) throws IOException {
        csv.text(text == null ? "" : wellFormed(text));
    }

    static void writeReasonHeader(CsvOutput csv) throws IOException {
        csv.text("reasons").text("techniques").text("attack_version");
    }

    /** Writes the reasons as one cell, the ids of their techniques as another (primary ones first, each once). */
    static void writeReasons(CsvOutput csv, List<EventReason> reasons) throws IOException {
        Set<String> versions = new LinkedHashSet<>();
        for (EventReason reason : reasons) {
            reason.techniques().forEach(technique -> versions.add(technique.attackVersion()));
        }
        write(csv, String.join("; ", reasons.stream().map(EventReason::text).toList()));
        csv.text(EventReason.techniqueIds(reasons)).text(String.join(" ", versions));
    }

    static String wellFormed(String text) {
        StringBuilder mended = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(mended::appendCodePoint);
        return mended.toString();
    }
}
