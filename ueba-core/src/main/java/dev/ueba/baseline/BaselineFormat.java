package dev.ueba.baseline;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import dev.ueba.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The file of actor baselines; described in docs/model-format.md. */
final class BaselineFormat {

    private static final StoredFile FILE = new StoredFile("UEBASTAT", "a file of actor baselines", 1);

    /** The history of one actor alone, as stores with a row per actor keep it. */
    private static final StoredFile ONE_ACTOR = new StoredFile("UEBAACTR", "the history of one actor", 1);

    private static final int MAX_COUNT = Integer.MAX_VALUE;

    private BaselineFormat() {}

    static void write(ActorBaselines baselines, Path file) throws IOException {
        BinaryWriter out = new BinaryWriter();
        out.writeTexts(baselines.baseSchema().columns());
        DeviationOptions options = baselines.options();
        out.writeBoolean(options.zScores());
        out.writeBoolean(options.modifiedZScores());
        out.writeBoolean(options.keepNegativeZScores());
        out.writeBoolean(options.compositeMax());
        out.writeLong(baselines.rowCount());
        out.writeInt(baselines.days().size());
        for (LocalDate day : baselines.days()) {
            out.writeInt(Math.toIntExact(day.toEpochDay()));
        }
        // Sorted by name: the same baselines give the same bytes.
        Map<String, ActorHistory> histories = new TreeMap<>(baselines.histories());
        out.writeInt(histories.size());
        histories.forEach((actor, history) -> {
            out.writeText(actor);
            writeHistory(out, history);
        });
        FILE.write(file, out);
    }

    private static void writeHistory(BinaryWriter out, ActorHistory history) {
        out.writeInt(history.rowCount());
        out.writeInt(history.lastDay());
        out.writeInts(history.counts(), history.counts().length);
        out.writeDoubles(history.moments(), history.moments().length);
        for (SortedValues values : history.values()) {
            for (int i = 0; i < values.size(); i++) {
                out.writeDouble(values.get(i));
            }
        }
    }

    /** Returns the history of one actor, with a mark of the columns and options it belongs to. */
    static byte[] toBytes(ActorHistory history, int mark) {
        BinaryWriter out = new BinaryWriter();
        out.writeInt(mark);
        writeHistory(out, history);
        return ONE_ACTOR.toBytes(out);
    }

    /** Reads what {@link #toBytes} returned. */
    static ActorHistory fromBytes(byte[] bytes, int mark, DeviationColumns columns, DeviationOptions options)
            throws ModelFormatException {
        BinaryReader in = ONE_ACTOR.read("the state of an actor", bytes).reader();
        if (in.readInt() != mark) {
            throw in.broken("the state was made for other columns or other deviations; make it again from the history");
        }
        ActorHistory history = readHistory(in, columns, day -> true, options);
        in.expectEnd();
        return history;
    }

    static ActorBaselines read(Path file) throws IOException {
        BinaryReader in = FILE.read(file).reader();
        FeatureSchema schema = readSchema(in);
        DeviationOptions options = DeviationOptions.defaults()
                .withZScores(in.readBoolean())
                .withModifiedZScores(in.readBoolean())
                .withKeepNegativeZScores(in.readBoolean())
                .withCompositeMax(in.readBoolean());
        ActorBaselines baselines = ActorBaselines.empty(schema, options);
        long rowCount = in.readLong();
        readDays(in, baselines);
        long rowsOfActors = 0;
        int actorCount = in.readCount("actors", 3 * Integer.BYTES);
        for (int i = 0; i < actorCount; i++) {
            String actor = in.readText("the name of an actor");
            ActorHistory history = readHistory(in, baselines.columns(), baselines::hasSeen, options);
            if (actor.isEmpty() || baselines.histories().put(actor, history) != null) {
                throw in.broken("actor " + (i + 1) + " has an empty or repeated name");
            }
            rowsOfActors += history.rowCount();
        }
        if (rowCount < rowsOfActors) {
            throw in.broken("the row count is " + rowCount + ", but the actors have " + rowsOfActors + " rows");
        }
        if (rowCount > 0 == baselines.days().isEmpty()) {
            throw in.broken(
                    "there are " + rowCount + " rows on " + baselines.days().size() + " days");
        }
        if (rowCount < baselines.days().size()) {
            throw in.broken(
                    "there are " + rowCount + " rows on " + baselines.days().size() + " days");
        }
        baselines.restoreRowCount(rowCount);
        in.expectEnd();
        return baselines;
    }

    private static FeatureSchema readSchema(BinaryReader in) throws ModelFormatException {
        List<String> columns = in.readTexts("column name");
        try {
            return FeatureSchema.of(columns);
        } catch (IllegalArgumentException e) {
            throw in.broken(String.valueOf(e.getMessage()));
        }
    }

    private static void readDays(BinaryReader in, ActorBaselines baselines) throws ModelFormatException {
        int dayCount = in.readCount("days", Integer.BYTES);
        int previous = Integer.MIN_VALUE;
        for (int i = 0; i < dayCount; i++) {
            int day = in.readInt();
            if (i > 0 && day <= previous) {
                throw in.broken("the days must ascend");
            }
            baselines.days().add(LocalDate.ofEpochDay(day));
            previous = day;
        }
    }

    private static ActorHistory readHistory(
            BinaryReader in, DeviationColumns columns, Predicate<LocalDate> isKnownDay, DeviationOptions options)
            throws ModelFormatException {
        ActorHistory history = new ActorHistory(columns, options);
        int rowCount = in.readInt("the row count of an actor", 1, MAX_COUNT);
        int lastDay = in.readInt();
        if (!isKnownDay.test(LocalDate.ofEpochDay(lastDay))) {
            throw in.broken("the newest day of an actor is not one of the days of the file");
        }
        int[] counts = history.counts();
        for (int tracked = 0; tracked < counts.length; tracked++) {
            counts[tracked] = in.readInt("the value count of a feature", 0, rowCount);
        }
        double[] moments = history.moments();
        for (int i = 0; i < moments.length; i++) {
            moments[i] = in.readFinite("a moment");
        }
        for (int tracked = 0; tracked < counts.length; tracked++) {
            if (!Moments.arePossible(moments, tracked * Moments.STRIDE, counts[tracked])) {
                throw in.broken("no " + counts[tracked] + " numbers have the moments of feature "
                        + columns.base().features().get(columns.baseFeature(tracked)));
            }
        }
        SortedValues[] values = history.values();
        for (int tracked = 0; tracked < values.length; tracked++) {
            values[tracked].restore(readAscending(in, counts[tracked]));
        }
        history.restore(rowCount, lastDay);
        return history;
    }

    private static double[] readAscending(BinaryReader in, int count) throws ModelFormatException {
        double[] values = in.readDoubles(count);
        for (int i = 0; i < count; i++) {
            // Written so that NaN is refused.
            if (!(Math.abs(values[i]) < Moments.BEYOND_FLOAT)) {
                throw in.broken("a value must be a number in the range of float, found " + values[i]);
            }
            if (i > 0 && Double.compare(values[i], values[i - 1]) < 0) {
                throw in.broken("the values of a feature must ascend");
            }
        }
        return values;
    }
}
