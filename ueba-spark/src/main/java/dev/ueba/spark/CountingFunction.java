package dev.ueba.spark;

import dev.ueba.feature.FeatureTable;
import dev.ueba.logs.LogPlace;
import dev.ueba.logs.github.GitHubAuditEvent;
import dev.ueba.logs.github.GitHubAuditFeatureAggregator;
import dev.ueba.logs.github.GitHubAuditFeatureOptions;
import dev.ueba.logs.github.GitHubAuditLogOptions;
import dev.ueba.logs.github.MachineAccounts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.jspecify.annotations.Nullable;

/** Makes base features of the events of a partition, in which those of an actor come one after the other. */
final class CountingFunction implements MapPartitionsFunction<EventRow, ActorDayRow> {

    private static final long serialVersionUID = 1L;

    /** Few actors make tables of a handful of rows; so many events are counted before a table is made, unless an actor has more. */
    private static final int EVENTS = 50_000;

    private static final LogPlace NOWHERE = new LogPlace("", 1, 1);

    private final String[] nameParts;
    private final String[] names;
    private final boolean trustEvents;
    private final boolean keepMachineAccounts;
    private final boolean pastOnly;
    private final String zone;

    CountingFunction(GitHubAuditLogOptions logOptions, GitHubAuditFeatureOptions featureOptions) {
        MachineAccounts machines = logOptions.machineAccounts();
        this.nameParts = machines.nameParts().toArray(String[]::new);
        this.names = machines.names().toArray(String[]::new);
        this.trustEvents = machines.trustEvents();
        this.keepMachineAccounts = logOptions.keepMachineAccounts();
        this.pastOnly = featureOptions.pastOnly();
        this.zone = featureOptions.zone().getId();
    }

    private GitHubAuditFeatureAggregator newAggregator() {
        MachineAccounts machines = new MachineAccounts(List.of(nameParts), Set.of(names), trustEvents);
        // Copies are gone already.
        GitHubAuditLogOptions logOptions = GitHubAuditLogOptions.defaults()
                .withMachineAccounts(machines)
                .withKeepMachineAccounts(keepMachineAccounts)
                .withMaxDocumentIds(0);
        GitHubAuditFeatureOptions featureOptions =
                GitHubAuditFeatureOptions.defaults().withPastOnly(pastOnly).withZone(ZoneId.of(zone));
        return new GitHubAuditFeatureAggregator(logOptions, featureOptions);
    }

    @Override
    public Iterator<ActorDayRow> call(Iterator<EventRow> events) {
        return new Rows(events);
    }

    private final class Rows implements Iterator<ActorDayRow> {
        private final Iterator<EventRow> events;
        private @Nullable EventRow waiting;
        private @Nullable FeatureTable table;
        private int row;

        Rows(Iterator<EventRow> events) {
            this.events = events;
        }

        @Override
        public boolean hasNext() {
            while (table == null || row == table.rowCount()) {
                if (waiting == null && !events.hasNext()) {
                    return false;
                }
                table = nextTable();
                row = 0;
            }
            return true;
        }

        /** Counts the events of whole actors: what is usual for an actor is taken from all its events. */
        private FeatureTable nextTable() {
            GitHubAuditFeatureAggregator aggregator = newAggregator();
            String actor = "";
            int count = 0;
            while (waiting != null || events.hasNext()) {
                EventRow event = waiting == null ? events.next() : waiting;
                waiting = event;
                if (count >= EVENTS && !event.getActor().equals(actor)) {
                    break;
                }
                actor = event.getActor();
                aggregator.add(eventOf(event));
                waiting = null;
                count++;
            }
            return aggregator.table();
        }

        @Override
        public ActorDayRow next() {
            if (!hasNext() || table == null) {
                throw new NoSuchElementException();
            }
            double[] values = new double[table.featureCount()];
            for (int feature = 0; feature < values.length; feature++) {
                values[feature] = table.value(row, feature);
            }
            ActorDayRow result = new ActorDayRow();
            result.setActor(table.actor(row));
            result.setDay(table.epochDay(row));
            result.setValues(values);
            row++;
            return result;
        }
    }

    private static GitHubAuditEvent eventOf(EventRow event) {
        return new GitHubAuditEvent(
                event.getDated() ? Optional.of(Instant.ofEpochMilli(event.getMillis())) : Optional.empty(),
                event.getAction(),
                event.getActor(),
                event.getAddress(),
                event.getRepository(),
                event.getUser(),
                event.getDocumentId(),
                event.getBot(),
                NOWHERE);
    }
}
