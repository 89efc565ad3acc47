package dev.ueba.logs.synthetic;

import dev.ueba.evaluation.ActorRole;
import dev.ueba.evaluation.SeededRandom;
import dev.ueba.feature.GitHubAuditFeatures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an actor does on a day into single events: the counts exactly, with exactly the asked number of addresses and
 * repositories, and as many events at odd hours as asked.
 */
final class ActorDay {

    private static final int ADDRESSES = GitHubAuditFeatures.COUNTS.indexOf("unique_ips_used");
    private static final int REPOSITORIES = GitHubAuditFeatures.COUNTS.indexOf("unique_repos_accessed");
    private static final int ODD_HOURS = GitHubAuditFeatures.COUNTS.indexOf("outlier_time_count");

    private static final double FURTHER_EVENTS = 0.22;
    private static final int MINUTES = 24 * 60;

    private final ActorProfile actor;
    private final DayContext context;
    private final Set<String> seenAddresses = new HashSet<>();
    private final Set<Repository> seenRepositories = new HashSet<>();
    private final List<Repository> ownRepositories = new ArrayList<>();
    private Address ownAddress = Address.NONE;

    ActorDay(ActorProfile actor, DayContext context) {
        this.actor = actor;
        this.context = context;
    }

    /**
     * Draws the actor's own work.
     *
     * @param counts as in {@link GitHubAuditFeatures#COUNTS}
     * @return the events, in no order; one at least
     */
    List<AuditEvent> ownWork(int[] counts) {
        SeededRandom random = actor.day(context.day().toEpochDay());
        List<AuditAction> actions = planned(counts, random);
        int further = actor.isMachine() ? 0 : random.poisson(FURTHER_EVENTS * actions.size());
        for (int event = 0; event < further; event++) {
            actions.add(context.orUnknown(furtherAction(random), random));
        }
        AuditAction[] shuffled = filled(actions, counts, random);
        List<Address> addresses = new ArrayList<>();
        for (int number = 0; number < counts[ADDRESSES]; number++) {
            Address address = actor.newAddress(seenAddresses, random);
            seenAddresses.add(address.text());
            addresses.add(address);
        }
        ownAddress = addresses.isEmpty() ? Address.NONE : addresses.get(0);
        for (int number = 0; number < counts[REPOSITORIES] && hasMoreRepositories(); number++) {
            ownRepositories.add(newRepository(true, random));
        }
        int[] minutes = new int[shuffled.length];
        for (int event = 0; event < minutes.length; event++) {
            minutes[event] = event < counts[ODD_HOURS]
                    ? actor.oddMinute(context.day(), random)
                    : actor.usualMinute(context.day(), random);
        }
        return events(shuffled, addresses, ownRepositories, minutes, false, random);
    }

    /**
     * Draws an attack on top of the own work, which must have been drawn before.
     *
     * @param counts what it adds; addresses and repositories are ones the own work does not use that day
     * @return the events, in no order; one at least
     */
    List<AuditEvent> attack(int[] counts) {
        SeededRandom random = actor.attack(context.day().toEpochDay());
        AuditAction[] shuffled = filled(planned(counts, random), counts, random);
        List<Address> addresses = new ArrayList<>();
        for (int number = 0; number < counts[ADDRESSES]; number++) {
            Address address = Address.ofStranger(random);
            while (!seenAddresses.add(address.text())) {
                address = Address.ofStranger(random);
            }
            addresses.add(address);
        }
        if (addresses.isEmpty() && !ownAddress.equals(Address.NONE)) {
            addresses.add(ownAddress);
        }
        List<Repository> repositories = new ArrayList<>();
        for (int number = 0; number < counts[REPOSITORIES] && hasMoreRepositories(); number++) {
            repositories.add(newRepository(false, random));
        }
        int[] minutes = new int[shuffled.length];
        int begin = actor.usualMinute(context.day(), random);
        int oddBegin = actor.oddMinute(context.day(), random);
        int length = 20 + random.nextInt(130);
        for (int event = 0; event < minutes.length; event++) {
            int first = event < counts[ODD_HOURS] ? oddBegin : begin;
            minutes[event] = Math.min(MINUTES - 1, first + random.nextInt(length));
        }
        return events(
                shuffled, addresses, repositories.isEmpty() ? ownRepositories : repositories, minutes, true, random);
    }

    /** Returns an event beyond the plan, such as a change of the organisation's members. */
    AuditEvent further(AuditAction action, String subject, SeededRandom random) {
        int minute = actor.usualMinute(context.day(), random);
        return event(action, minute, null, ownAddress, subject, false, random);
    }

    /** Returns an event that has no time. */
    AuditEvent undated(SeededRandom random) {
        AuditEvent event = further(AuditAction.OF_ADMINISTRATORS.get(0), actor.login(), random);
        return new AuditEvent(
                event.millis(),
                false,
                event.documentId(),
                event.action(),
                actor,
                null,
                event.address(),
                event.subject(),
                false,
                event.shape());
    }

    private static List<AuditAction> planned(int[] counts, SeededRandom random) {
        List<AuditAction> actions = new ArrayList<>();
        for (int column = 0; column < AuditAction.COLUMNS; column++) {
            for (int event = 0; event < counts[column]; event++) {
                actions.add(AuditAction.of(GitHubAuditFeatures.COUNTS.get(column), random.chance(0.4)));
            }
        }
        return actions;
    }

    private AuditAction furtherAction(SeededRandom random) {
        boolean rights = actor.role() == ActorRole.ADMINISTRATOR && random.chance(0.4);
        List<AuditAction> choice = rights ? AuditAction.OF_ADMINISTRATORS : AuditAction.OF_ANYBODY;
        return choice.get(random.nextInt(choice.size()));
    }

    /** Shuffles the actions, with as many further fetches as addresses, repositories and odd hours need. */
    private static AuditAction[] filled(List<AuditAction> actions, int[] counts, SeededRandom random) {
        int onRepositories =
                (int) actions.stream().filter(AuditAction::onRepository).count();
        int missing = Math.max(
                Math.max(counts[ADDRESSES], counts[ODD_HOURS]) - actions.size(), counts[REPOSITORIES] - onRepositories);
        for (int event = 0; event < missing; event++) {
            actions.add(random.chance(0.5) ? AuditAction.FETCH : AuditAction.PUSH);
        }
        AuditAction[] shuffled = actions.toArray(AuditAction[]::new);
        random.shuffle(shuffled);
        return shuffled;
    }

    private boolean hasMoreRepositories() {
        return seenRepositories.size() < context.repositories().size();
    }

    private Repository newRepository(boolean usual, SeededRandom random) {
        Repositories all = context.repositories();
        Repository repository = usual ? all.pick(actor.team(), random) : all.any(random);
        while (!seenRepositories.add(repository)) {
            repository = all.any(random);
        }
        return repository;
    }

    /** Gives each address and each repository one event at least; the rest mostly goes to the first of them. */
    private List<AuditEvent> events(
            AuditAction[] actions,
            List<Address> addresses,
            List<Repository> repositories,
            int[] minutes,
            boolean attack,
            SeededRandom random) {
        List<AuditEvent> events = new ArrayList<>(actions.length);
        // Addresses are given out from the other end, so that they do not go in step with the repositories.
        int addressFrom = actions.length - addresses.size();
        int onRepositories = 0;
        for (int number = 0; number < actions.length; number++) {
            double share = random.nextDouble();
            boolean noAddress = random.chance(AuditLogVariant.NO_ADDRESS.rate())
                    && context.variants().contains(AuditLogVariant.NO_ADDRESS);
            Address address;
            if (number >= addressFrom) {
                address = addresses.get(number - addressFrom);
            } else if (noAddress || addresses.isEmpty()) {
                address = Address.NONE;
            } else {
                address = addresses.get((int) (share * share * share * addresses.size()));
            }
            Repository repository = null;
            double which = random.nextDouble();
            if (actions[number].onRepository() && !repositories.isEmpty()) {
                int next = onRepositories++;
                repository = repositories.get(
                        next < repositories.size() ? next : (int) (which * which * repositories.size()));
            }
            String subject = actions[number].kind() == AuditAction.Kind.MEMBER
                    ? "contractor-" + (100 + random.nextInt(900))
                    : actor.login();
            events.add(event(actions[number], minutes[number], repository, address, subject, attack, random));
        }
        return events;
    }

    private AuditEvent event(
            AuditAction action,
            int minute,
            @Nullable Repository repository,
            Address address,
            String subject,
            boolean attack,
            SeededRandom random) {
        return new AuditEvent(
                context.millis(minute, random),
                true,
                context.documentId(random),
                action,
                actor,
                repository,
                address,
                subject,
                attack,
                random.nextLong());
    }
}
