package dev.ueba.logs.github;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of each event, and counts it: copies, events without time or actor and machines are left out, the
 * rest goes to {@link ActorDays}. One per thread; several share their {@link DocumentIds}. Not thread-safe.
 */
final class EventCounter {

    /** So many action names are told apart, and names no longer than this; the rest is one name. */
    private static final int MOST_ACTIONS = 20_000;

    private static final int LONGEST_ACTION = 200;
    private static final String FURTHER_ACTIONS = "(further names)";

    private static final byte UNKNOWN = 0;
    private static final byte PERSON = 1;
    private static final byte MACHINE = 2;

    private final MachineAccounts machineAccounts;
    private final boolean keepMachines;
    private final boolean checksIds;
    private final boolean secondReading;
    private final boolean countsDays;
    private final DocumentIds ids;
    private final LocalTimes times;
    private final @Nullable EventLog log;
    private final LogTally tally;
    private final ActorDays days = new ActorDays();

    private final ByteDictionary actions = new ByteDictionary();
    private int[] actionColumns = new int[64];
    private byte[] actionKinds = new byte[64];
    private long[] actionCounts = new long[64];
    private final int addMember;
    private final int removeMember;
    private byte[] accountKinds = new byte[64];
    private long[] machineCounts = new long[64];

    EventCounter(
            GitHubAuditLogOptions logOptions,
            GitHubAuditFeatureOptions featureOptions,
            DocumentIds ids,
            boolean secondReading,
            boolean countsDays) {
        this.countsDays = countsDays;
        this.machineAccounts = logOptions.machineAccounts();
        this.keepMachines = logOptions.keepMachineAccounts();
        this.checksIds = logOptions.maxDocumentIds() > 0;
        this.secondReading = secondReading;
        this.ids = ids;
        this.times = new LocalTimes(featureOptions.zone());
        this.log = featureOptions.extended() ? new EventLog() : null;
        this.tally = new LogTally(logOptions.limits().reportedPlaces());
        action(FURTHER_ACTIONS);
        this.addMember = action(GitHubActions.ADD_MEMBER);
        this.removeMember = action(GitHubActions.REMOVE_MEMBER);
    }

    LogTally tally() {
        return tally;
    }

    ActorDays days() {
        return days;
    }

    /** The events in short; null unless extended features are wanted. */
    @Nullable
    EventLog log() {
        return log;
    }

    private int action(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return action(bytes, 0, bytes.length);
    }

    private int action(byte[] bytes, int from, int to) {
        int known = actions.find(bytes, from, to);
        if (known >= 0) {
            return known;
        }
        if (actions.size() >= MOST_ACTIONS || to - from > LONGEST_ACTION) {
            return 0;
        }
        int number = actions.add(bytes, from, to);
        if (number == actionColumns.length) {
            actionColumns = Arrays.copyOf(actionColumns, number * 2);
            actionKinds = Arrays.copyOf(actionKinds, number * 2);
            actionCounts = Arrays.copyOf(actionCounts, number * 2);
        }
        String name = actions.text(number);
        actionColumns[number] = GitHubActions.columnOf(name);
        actionKinds[number] = EventLog.kindOf(name);
        return number;
    }

    /** Counts an event; returns whether it is used. */
    boolean add(RawEvent event) {
        tally.read++;
        if (isCopy(event)) {
            return false;
        }
        int action = -1;
        if (event.has(EventField.ACTION)) {
            action = action(event.bytes, event.from[EventField.ACTION], event.to[EventField.ACTION]);
            actionCounts[action]++;
        } else {
            tally.withoutAction++;
        }
        long millis = event.epochMillis();
        if (millis == EventTimes.NONE) {
            tally.withoutTime++;
            return false;
        }
        long local = times.local(millis);
        tally.at(LocalTimes.epochDay(local), local);
        if (log != null && action >= 0 && (action == addMember || action == removeMember)) {
            // Also those of machines and of nobody: membership is often changed by a directory.
            log.addMembership(millis, event, action == removeMember);
        }
        if (!event.has(EventField.ACTOR)) {
            tally.withoutActor++;
            return false;
        }
        int actor = days.actors.add(event.bytes, event.from[EventField.ACTOR], event.to[EventField.ACTOR]);
        if (isMachine(actor, event)) {
            machineCounts[actor]++;
            if (!keepMachines) {
                tally.machineLeftOut++;
                return false;
            }
        }
        tally.used++;
        tally.withoutIp += event.has(EventField.IP) ? 0 : 1;
        if (countsDays) {
            count(event, actor, action, millis, local);
        }
        return true;
    }

    private void count(RawEvent event, int actor, int action, long millis, long local) {
        int field = event.repositoryField();
        int repository = event.has(field) ? days.repositories.add(event.bytes, event.from[field], event.to[field]) : -1;
        days.add(
                actor,
                LocalTimes.epochDay(local),
                LocalTimes.minuteOfDay(local),
                action < 0 ? -1 : actionColumns[action],
                event,
                repository);
        if (log != null) {
            log.add(millis, actor, repository, action < 0 ? EventLog.OTHER : actionKinds[action]);
        }
    }

    private boolean isCopy(RawEvent event) {
        if (!checksIds || !event.has(EventField.DOCUMENT_ID)) {
            return false;
        }
        switch (secondReading ? ids.claim(event) : ids.add(event)) {
            case NEW -> {
                return false;
            }
            case UNCHECKED -> {
                tally.unchecked++;
                return false;
            }
            case DIFFERENT -> tally.differing++;
            case DUPLICATE -> {
                // counted below
            }
        }
        tally.duplicates++;
        return true;
    }

    private boolean isMachine(int actor, RawEvent event) {
        if (actor >= accountKinds.length) {
            accountKinds = Arrays.copyOf(accountKinds, Math.max(actor + 1, accountKinds.length * 2));
            machineCounts = Arrays.copyOf(machineCounts, accountKinds.length);
        }
        if (accountKinds[actor] == UNKNOWN) {
            accountKinds[actor] = machineAccounts.isMachine(days.actors.text(actor)) ? MACHINE : PERSON;
        }
        return accountKinds[actor] == MACHINE || (event.bot && machineAccounts.trustEvents());
    }

    /** Adds all that another counter has counted; it must not be used afterwards. */
    void addAll(EventCounter other) {
        tally.addAll(other.settledTally());
        int[] renamedActors = ActorDays.renamed(days.actors, other.days.actors);
        int[] renamedRepositories = ActorDays.renamed(days.repositories, other.days.repositories);
        days.addAll(other.days, renamedActors, renamedRepositories);
        if (log != null && other.log != null) {
            log.addAll(other.log, renamedActors, renamedRepositories);
        }
    }

    /** Returns the tally with what is kept by number filled in. */
    LogTally settledTally() {
        LogTally settled = tally.emptyCopy();
        settled.addAll(tally);
        for (int actor = 0; actor < Math.min(machineCounts.length, days.actors.size()); actor++) {
            if (machineCounts[actor] > 0) {
                settled.machine(days.actors.text(actor), machineCounts[actor]);
            }
        }
        Set<String> documented = GitHubActions.documented();
        for (int action = 0; action < actions.size(); action++) {
            String name = actions.text(action);
            if (actionCounts[action] > 0 && !documented.contains(name)) {
                settled.undocumented(name, actionCounts[action]);
            }
        }
        return settled;
    }
}
