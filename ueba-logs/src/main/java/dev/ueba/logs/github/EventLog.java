package dev.ueba.logs.github;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All events in short (time, actor, repository, kind) and all changes of membership: what the extended features need, as
 * they depend on the first use of a repository, whenever that is read. 17 bytes per event. Not thread-safe.
 */
final class EventLog {

    static final byte OTHER = 0;
    static final byte CLONE = 1;
    static final byte PUSH = 2;
    static final byte DOWNLOAD = 3;
    static final byte WORKFLOW_RUN = 4;

    private static final int BLOCK = 1 << 14;

    private static final class Block {
        final long[] times = new long[BLOCK];
        final int[] actors = new int[BLOCK];
        final int[] repositories = new int[BLOCK];
        final byte[] kinds = new byte[BLOCK];
    }

    /** A change of membership: who ({@code subject}, a number of {@link #subjects}), when, and whether they left. */
    record Membership(long epochMillis, int subject, boolean left) {}

    /** Sees one event; {@code repository} is -1 if there is none. */
    interface Visitor {
        void event(long epochMillis, int actor, int repository, byte kind);
    }

    final ByteDictionary subjects = new ByteDictionary();
    private final List<Membership> memberships = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private int used = BLOCK;

    void add(long epochMillis, int actor, int repository, byte kind) {
        if (used == BLOCK) {
            blocks.add(new Block());
            used = 0;
        }
        Block block = blocks.get(blocks.size() - 1);
        block.times[used] = epochMillis;
        block.actors[used] = actor;
        block.repositories[used] = repository;
        block.kinds[used] = kind;
        used++;
    }

    void addMembership(long epochMillis, RawEvent event, boolean left) {
        if (event.has(EventField.USER)) {
            int subject = subjects.add(event.bytes, event.from[EventField.USER], event.to[EventField.USER]);
            memberships.add(new Membership(epochMillis, subject, left));
        }
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            int size = i == blocks.size() - 1 ? used : BLOCK;
            for (int j = 0; j < size; j++) {
                visitor.event(block.times[j], block.actors[j], block.repositories[j], block.kinds[j]);
            }
        }
    }

    void addAll(EventLog other, int[] renamedActors, int[] renamedRepositories) {
        other.forEach((time, actor, repository, kind) ->
                add(time, renamedActors[actor], repository < 0 ? repository : renamedRepositories[repository], kind));
        int[] renamedSubjects = ActorDays.renamed(subjects, other.subjects);
        for (Membership change : other.memberships) {
            memberships.add(new Membership(change.epochMillis, renamedSubjects[change.subject], change.left));
        }
    }

    /** Returns per subject when they left, if leaving is the last that is known of them; else {@link EventTimes#NONE}. */
    long[] leavingTimes() {
        long[] latest = new long[subjects.size()];
        boolean[] left = new boolean[subjects.size()];
        Arrays.fill(latest, EventTimes.NONE);
        for (Membership change : memberships) {
            int subject = change.subject;
            if (change.epochMillis > latest[subject]) {
                latest[subject] = change.epochMillis;
                left[subject] = change.left;
            } else if (change.epochMillis == latest[subject]) {
                // Of two at the same instant leaving counts, in whatever order they are read.
                left[subject] |= change.left;
            }
        }
        for (int subject = 0; subject < latest.length; subject++) {
            latest[subject] = left[subject] ? latest[subject] : EventTimes.NONE;
        }
        return latest;
    }

    static byte kindOf(String action) {
        return switch (action) {
            case GitHubActions.CLONE -> CLONE;
            case GitHubActions.PUSH -> PUSH;
            case GitHubActions.DOWNLOAD -> DOWNLOAD;
            case GitHubActions.WORKFLOW_RUN -> WORKFLOW_RUN;
            default -> OTHER;
        };
    }
}
