package dev.ueba.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What tells the rows of a cell apart: their actors, or their ranks with a hash of the actor. Grows; not thread-safe. */
final class CellKeys implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int FIRST_SIZE = 32;

    /** One after another: a length and a name in UTF-8, or a rank and a hash. */
    private byte[] bytes = new byte[FIRST_SIZE];

    /** How many bytes are used. */
    private int size;

    /** How many keys there are. */
    private int count;

    /** A row by its rank. */
    record Ranked(long rank, int actorHash) {}

    void addActor(byte[] name) {
        room(Integer.BYTES + name.length).putInt(name.length).put(name);
    }

    void addRank(long rank, int actorHash) {
        room(Long.BYTES + Integer.BYTES).putLong(rank).putInt(actorHash);
    }

    private ByteBuffer room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
        ByteBuffer place = ByteBuffer.wrap(bytes, size, more);
        size += more;
        count++;
        return place;
    }

    /** Returns the names of all parts, ascending as unsigned bytes. */
    static byte[][] actors(List<CellKeys> parts) {
        byte[][] names = new byte[count(parts)][];
        int next = 0;
        for (CellKeys part : parts) {
            ByteBuffer all = ByteBuffer.wrap(part.bytes, 0, part.size);
            while (all.hasRemaining()) {
                names[next] = new byte[all.getInt()];
                all.get(names[next++]);
            }
        }
        Arrays.sort(names, Arrays::compareUnsigned);
        return names;
    }

    /** Returns the ranks of all parts, ascending. */
    static Ranked[] ranks(List<CellKeys> parts) {
        Ranked[] ranks = new Ranked[count(parts)];
        int next = 0;
        for (CellKeys part : parts) {
            ByteBuffer all = ByteBuffer.wrap(part.bytes, 0, part.size);
            while (all.hasRemaining()) {
                ranks[next++] = new Ranked(all.getLong(), all.getInt());
            }
        }
        Arrays.sort(ranks, Comparator.comparingLong(Ranked::rank));
        return ranks;
    }

    private static int count(List<CellKeys> parts) {
        return parts.stream().mapToInt(part -> part.count).sum();
    }
}
