package dev.ueba.novelty;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.time.LocalDate;

/**
 * A row that is held back from what is usual: its actor, day and counts, and nothing of the table it came from.
 *
 * <p>Immutable. Comes from {@link NoveltyModel#hold} and goes to {@link NoveltyModel#release}.
 */
public final class HeldRow {

    private final String actor;
    private final int epochDay;
    private final int[] counts;
    private final boolean unusual;

    /** Creates a row; {@code counts} are kept, one for each count of the model. */
    HeldRow(String actor, int epochDay, int[] counts, boolean unusual) {
        this.actor = actor;
        this.epochDay = epochDay;
        this.counts = counts;
        this.unusual = unusual;
    }

    /**
     * Returns whose row it is.
     *
     * @return exact name; empty if the row has no actor
     */
    public String actor() {
        return actor;
    }

    /**
     * Returns the day of the row.
     *
     * @return the day
     */
    public LocalDate day() {
        return LocalDate.ofEpochDay(epochDay);
    }

    /**
     * Returns the day of the row as a number.
     *
     * @return days since 1970-01-01
     */
    public int epochDay() {
        return epochDay;
    }

    int count(int feature) {
        return counts[feature];
    }

    boolean isUnusual() {
        return unusual;
    }

    /**
     * Appends the row to a body that holds more than it.
     *
     * @param out where to
     */
    public void writeTo(BinaryWriter out) {
        out.writeText(actor);
        out.writeInt(epochDay);
        out.writeBoolean(unusual);
        out.writeInts(counts, counts.length);
    }

    /**
     * Reads a row that {@link #writeTo} appended.
     *
     * @param in positioned at its beginning
     * @param model the model it was held back from
     * @return the row
     * @throws ModelFormatException if it is not such a row, or of a day the model does not know yet
     */
    public static HeldRow readFrom(BinaryReader in, NoveltyModel model) throws ModelFormatException {
        String actor = in.readText("the actor of a held row");
        int day = in.readInt();
        if (day < model.state().firstDay || day > model.state().lastDay) {
            throw in.broken("the day of a held row is not among the days of the file");
        }
        boolean unusual = in.readBoolean();
        int[] counts = in.readInts(model.columns().length);
        for (int count : counts) {
            if (count < 0 || count > NegativeBinomialTail.LARGEST_COUNT) {
                throw in.broken("a count of a held row must be from 0 to " + NegativeBinomialTail.LARGEST_COUNT
                        + ", found " + count);
            }
        }
        return new HeldRow(actor, day, counts, unusual);
    }
}
