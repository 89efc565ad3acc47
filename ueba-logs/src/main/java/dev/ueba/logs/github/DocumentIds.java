package dev.ueba.logs.github;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The document ids seen so far, and which of several copies of an event counts. Thread-safe.
 *
 * <p>An id is 96 bits of hash: among 8 million ids two meet by chance with a probability below 10^-15. Between 24 and 37
 * bytes of memory per id, and none beyond the limit.
 */
final class DocumentIds {

    /*
     * Many small tables, each with its lock, so that threads seldom meet and growing never needs much at once. A slot is two
     * longs: 64 bits of the id's hash (never 0, which means free), then 32 more bits of it above 32 bits of `copy`.
     *
     * Copies of an event may differ: an export made before addresses were disclosed has the same event without its address.
     * The rule must not depend on which copy comes first, so each copy has a rank made of its content: how many used fields
     * it lacks, then a hash. The lowest rank is kept in the slot; if copies with different ranks were met, the files are
     * read a second time, and then only the copy with the rank of its slot counts (`claim`), once.
     */

    /** What becomes of an event. */
    enum Verdict {
        /** The first of its id, as far as is known. */
        NEW,
        /** Another copy of a known id. */
        DUPLICATE,
        /** Another copy of a known id, with other content. */
        DIFFERENT,
        /** Its id was not looked at, as the limit is reached. */
        UNCHECKED
    }

    private static final int SHARDS = 64;
    private static final int FIRST_SLOTS = 64;
    private static final long ID_SEED = 0x243f6a8885a308d3L;
    private static final long SECOND_SEED = 0x452821e638d01377L;
    private static final long CONTENT_SEED = 0x13198a2e03707344L;
    private static final int HASH_BITS = 28;
    private static final long COPY_MASK = 0x7fff_ffffL;
    private static final long CLAIMED = 0x8000_0000L;

    private static final class Shard {
        private long[] slots = new long[2 * FIRST_SLOTS];
        private int size;

        /** Returns where the id is, or the free slot where it would be. */
        private int slotOf(long first, long second) {
            int capacity = slots.length / 2;
            int slot = (int) (((first >>> 32) * capacity) >>> 32);
            while (slots[2 * slot] != 0 && !(slots[2 * slot] == first && (slots[2 * slot + 1] >>> 32) == second)) {
                slot = slot + 1 == capacity ? 0 : slot + 1;
            }
            return slot;
        }

        private void grow() {
            long[] old = slots;
            // Half as much again. Never more than 65 % full: most ids are new, and looking for those in vain gets slow
            // soon after.
            int capacity = old.length / 2;
            slots = new long[2 * Math.addExact(capacity, capacity >> 1)];
            for (int i = 0; i < old.length; i += 2) {
                if (old[i] != 0) {
                    int slot = slotOf(old[i], old[i + 1] >>> 32);
                    slots[2 * slot] = old[i];
                    slots[2 * slot + 1] = old[i + 1];
                }
            }
        }
    }

    private final Shard[] shards = new Shard[SHARDS];
    private final long limit;
    private final AtomicLong size = new AtomicLong();

    DocumentIds(long limit) {
        this.limit = limit;
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard();
        }
    }

    /** Takes note of an event that has an id. */
    Verdict add(RawEvent event) {
        return take(event, false);
    }

    /** Second reading: tells whether this copy is the one that counts, which only the first such copy is told. */
    Verdict claim(RawEvent event) {
        return take(event, true);
    }

    /** Returns the first 64 bits of the id's hash, never 0; the event keeps them. */
    static long hash(RawEvent event) {
        if (event.idHash == 0) {
            int from = event.from[EventField.DOCUMENT_ID];
            int to = event.to[EventField.DOCUMENT_ID];
            long hash = Hashing.hash(event.bytes, from, to, ID_SEED);
            event.idHash = hash == 0 ? 1 : hash;
            event.secondIdHash = Hashing.hash(event.bytes, from, to, SECOND_SEED) >>> 32;
        }
        return event.idHash;
    }

    /** Reads the slots where ids will be looked for, so that they are in the cache then; the number has no meaning. */
    long touch(long[] hashes, int count) {
        long touched = 0;
        for (int i = 0; i < count; i++) {
            // Without the lock: what is read does not matter, and a table just replaced does no harm.
            long[] slots = shards[(int) (hashes[i] & (SHARDS - 1))].slots;
            touched += slots[2 * (int) (((hashes[i] >>> 32) * (slots.length / 2)) >>> 32)];
        }
        return touched;
    }

    private Verdict take(RawEvent event, boolean claims) {
        long first = hash(event);
        long second = event.secondIdHash;
        long rank = rank(event);
        Shard shard = shards[(int) (first & (SHARDS - 1))];
        synchronized (shard) {
            int slot = 2 * shard.slotOf(first, second);
            if (shard.slots[slot] == 0) {
                return insert(shard, slot, first, (second << 32) | (claims ? CLAIMED : 0) | rank);
            }
            long known = shard.slots[slot + 1] & COPY_MASK;
            if (claims) {
                boolean wanted = known == rank && (shard.slots[slot + 1] & CLAIMED) == 0;
                shard.slots[slot + 1] |= wanted ? CLAIMED : 0;
                return wanted ? Verdict.NEW : known == rank ? Verdict.DUPLICATE : Verdict.DIFFERENT;
            }
            if (rank < known) {
                shard.slots[slot + 1] = (second << 32) | rank;
            }
            return rank == known ? Verdict.DUPLICATE : Verdict.DIFFERENT;
        }
    }

    private Verdict insert(Shard shard, int slot, long first, long rest) {
        if (size.get() >= limit || size.incrementAndGet() > limit) {
            return Verdict.UNCHECKED;
        }
        shard.slots[slot] = first;
        shard.slots[slot + 1] = rest;
        shard.size++;
        if (shard.size * 20L > shard.slots.length / 2 * 13L) {
            shard.grow();
        }
        return Verdict.NEW;
    }

    /** Returns the ids of both; refuses two collections that share one. */
    void addAll(DocumentIds other) {
        for (int i = 0; i < SHARDS; i++) {
            long[] slots = other.shards[i].slots;
            Shard shard = shards[i];
            synchronized (shard) {
                for (int j = 0; j < slots.length; j += 2) {
                    if (slots[j] == 0) {
                        continue;
                    }
                    int slot = 2 * shard.slotOf(slots[j], slots[j + 1] >>> 32);
                    if (shard.slots[slot] != 0) {
                        throw new IllegalArgumentException("both have taken the event with the same document id;"
                                + " give all copies of an event to one of them");
                    }
                    insert(shard, slot, slots[j], slots[j + 1]);
                }
            }
        }
    }

    /** Fields that are there first, so that the fullest copy wins; then a hash of the content. */
    static long rank(RawEvent event) {
        long time = event.epochMillis();
        int repository = event.repositoryField();
        int missing = time == EventTimes.NONE ? 3 : 0;
        missing += event.has(EventField.ACTOR) ? 0 : 1;
        missing += event.has(EventField.ACTION) ? 0 : 1;
        missing += event.has(EventField.IP) ? 0 : 1;
        missing += event.has(repository) ? 0 : 1;
        long hash = Hashing.step(CONTENT_SEED, time);
        hash = content(hash, event, EventField.ACTION);
        hash = content(hash, event, EventField.ACTOR);
        hash = content(hash, event, EventField.IP);
        hash = content(hash, event, repository);
        hash = content(hash, event, EventField.USER);
        hash = Hashing.mix(event.bot ? ~hash : hash);
        return ((long) missing << HASH_BITS) | (hash >>> (Long.SIZE - HASH_BITS));
    }

    private static long content(long hash, RawEvent event, int field) {
        return Hashing.hash(event.bytes, event.from[field], event.to[field], hash);
    }
}
