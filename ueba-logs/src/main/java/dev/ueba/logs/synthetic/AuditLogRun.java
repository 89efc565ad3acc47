package dev.ueba.logs.synthetic;

import dev.ueba.evaluation.ActorRole;
import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.InjectedAttack;
import dev.ueba.evaluation.SeededRandom;
import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one log, day by day. */
final class AuditLogRun {

    // Children of the log's stream.
    private static final int REPOSITORIES = 0;
    private static final int ACTORS = 1;
    private static final int AUTOMATION = 2;
    private static final int DAYS = 3;
    private static final int FILES = 4;

    /** Below the stream of an actor's day: what lies beyond the plan. */
    private static final int BEYOND = 1;

    /** The organisation draws from the same seed, but from small children: this one is not among them. */
    private static final long LOG = 0x6c6f67L;

    private final SyntheticAuditLogOptions options;
    private final SyntheticOrganisation organisation;
    private final Repositories repositories;
    private final ActorProfile[] actors;
    private final Automation automation;
    private final SeededRandom days;
    private final LogFiles files;
    private final @Nullable ExpectedBase expected;
    private final Map<String, Map<Long, InjectedAttack>> attacks = new HashMap<>();
    private final Deque<Members.Change> changes;

    private long events;
    private long botEvents;
    private long eventsWithoutActor;
    private long eventsWithoutTime;
    private long attackEvents;

    AuditLogRun(SyntheticAuditLogOptions options, Path logs) {
        this.options = options;
        this.organisation = SyntheticOrganisation.generate(options.organisation());
        SeededRandom stream = new SeededRandom(options.organisation().seed()).child(LOG);
        int actorCount = options.organisation().actors();
        this.repositories = new Repositories(actorCount, stream.child(REPOSITORIES));
        this.automation = new Automation(actorCount, stream.child(AUTOMATION));
        this.days = stream.child(DAYS);
        this.files = new LogFiles(logs, options, stream.child(FILES));
        this.expected = options.expectedBase() ? new ExpectedBase() : null;
        FeatureTable plan = organisation.baseFeatures();
        this.actors = new ActorProfile[plan.actorCount()];
        for (int actor = 0; actor < actors.length; actor++) {
            String login = plan.actorName(actor);
            ActorRole role = organisation.roles().getOrDefault(login, ActorRole.DEVELOPER);
            actors[actor] = new ActorProfile(login, role, repositories.teams(), stream.child(ACTORS));
        }
        for (InjectedAttack attack : organisation.attacks()) {
            attacks.computeIfAbsent(attack.label().actor(), actor -> new HashMap<>())
                    .put(attack.label().day().toEpochDay(), attack);
        }
        long firstDay = options.organisation().startDay().toEpochDay();
        this.changes = new ArrayDeque<>(
                Members.changes(plan, firstDay, options.organisation().days()));
    }

    List<AttackLabel> labels() {
        return organisation.labels();
    }

    Optional<FeatureTable> expectedBaseFeatures() {
        return expected == null ? Optional.empty() : Optional.of(expected.table());
    }

    AuditLogCounts counts() {
        return new AuditLogCounts(
                files.files(),
                files.lines(),
                events,
                files.duplicates(),
                files.late(),
                botEvents,
                eventsWithoutActor,
                eventsWithoutTime,
                attackEvents);
    }

    /** Writes all files of the log, and the ids of the events of attacks. */
    void writeLogs(CsvOutput labelEvents) throws IOException {
        labelEvents
                .text("document_id")
                .text("actor")
                .text("day")
                .text("scenario")
                .endRow();
        FeatureTable plan = organisation.baseFeatures();
        int row = 0;
        for (int number = 0; number < options.organisation().days(); number++) {
            LocalDate day = options.organisation().startDay().plusDays(number);
            files.writeBefore(day.toEpochDay());
            DayContext context =
                    new DayContext(day, days.child(day.toEpochDay()).nextLong(), repositories, options.variants());
            int from = row;
            while (row < plan.rowCount() && plan.epochDay(row) == day.toEpochDay()) {
                row++;
            }
            writeDay(context, from, row, number, labelEvents);
        }
        files.writeAll();
    }

    private void writeDay(DayContext context, int fromRow, int toRow, int number, CsvOutput labelEvents)
            throws IOException {
        long before = events;
        ActorDay administrator = null;
        for (int row = fromRow; row < toRow; row++) {
            ActorProfile actor = actors[organisation.baseFeatures().actorIndex(row)];
            ActorDay day = new ActorDay(actor, context);
            writeRow(row, actor, day, context, labelEvents);
            if (administrator == null && actor.role() == ActorRole.ADMINISTRATOR) {
                administrator = day;
            }
        }
        int eventsOfPeople = (int) (events - before);
        changeMembers(administrator, context, number);
        for (AuditEvent event : automation.bots(context)) {
            botEvents++;
            add(event, context);
        }
        if (options.variants().contains(AuditLogVariant.NO_ACTOR)) {
            for (AuditEvent event : automation.ofNobody(context, eventsOfPeople)) {
                add(event, context);
            }
        }
        if (expected != null) {
            expected.endDay();
        }
    }

    private void writeRow(int row, ActorProfile actor, ActorDay day, DayContext context, CsvOutput labelEvents)
            throws IOException {
        InjectedAttack attack =
                attacks.getOrDefault(actor.login(), Map.of()).get(context.day().toEpochDay());
        int[] added = new int[GitHubAuditFeatures.COUNTS.size()];
        int[] own = new int[added.length];
        for (int count = 0; count < own.length; count++) {
            String feature = GitHubAuditFeatures.COUNTS.get(count);
            added[count] = attack == null ? 0 : attack.amounts().getOrDefault(feature, 0);
            // The first feature of the table is the weekend.
            own[count] = (int) organisation.baseFeatures().value(row, 1 + count) - added[count];
        }
        List<AuditEvent> ownWork = day.ownWork(own);
        for (AuditEvent event : ownWork) {
            add(event, context);
        }
        if (options.variants().contains(AuditLogVariant.NO_TIME)) {
            SeededRandom random = actor.day(context.day().toEpochDay()).child(BEYOND);
            if (random.chance(AuditLogVariant.NO_TIME.rate() * ownWork.size())) {
                add(day.undated(random), context);
            }
        }
        if (attack != null) {
            List<AuditEvent> ofAttack = new ArrayList<>(day.attack(added));
            ofAttack.sort(Comparator.comparingLong(AuditEvent::millis));
            for (AuditEvent event : ofAttack) {
                attackEvents++;
                labelEvents.text(event.documentId()).text(actor.login()).day((int)
                        context.day().toEpochDay());
                labelEvents.text(attack.label().scenario()).endRow();
                add(event, context);
            }
        }
    }

    private void changeMembers(@Nullable ActorDay administrator, DayContext context, int number) {
        SeededRandom random = days.child(context.day().toEpochDay()).child(BEYOND);
        boolean anybody = organisation.roles().containsValue(ActorRole.ADMINISTRATOR);
        while (!changes.isEmpty() && changes.getFirst().day() <= number && (administrator != null || !anybody)) {
            Members.Change change = changes.removeFirst();
            AuditEvent event = administrator == null
                    ? automation.provisioned(context, change.action(), change.login(), random)
                    : administrator.further(change.action(), change.login(), random);
            add(event, context);
        }
    }

    private void add(AuditEvent event, DayContext context) {
        events++;
        if (event.actor() == null) {
            eventsWithoutActor++;
        }
        if (!event.dated()) {
            eventsWithoutTime++;
        }
        if (expected != null) {
            expected.add(event, context.day());
        }
        files.add(event);
    }
}
