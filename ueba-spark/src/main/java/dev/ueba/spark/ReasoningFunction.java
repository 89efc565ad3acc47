package dev.ueba.spark;

import dev.ueba.DetectorModel;
import dev.ueba.baseline.ActorPasts;
import dev.ueba.baseline.DeviationStream;
import dev.ueba.explain.AttackTechniques;
import dev.ueba.explain.PercentileRanks;
import dev.ueba.explain.RowExplainer;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;

/** Enriches and scores the rows of a sorted partition, and explains some of them from the rows of their actors. */
final class ReasoningFunction implements MapPartitionsFunction<ActorDayRow, ScoredRow> {

    private static final long serialVersionUID = 1L;

    /** What to derive. */
    private final Deviations deviations;
    /** Kinds of the base columns. */
    private final NumberKind[] kinds;
    /** First day wanted. */
    private final int fromDay;
    /** Day after the last wanted. */
    private final int toDay;
    /** Whether ranks mean anything. */
    private final boolean ranked;
    /** What scores. */
    private final Broadcast<ModelHandle> model;
    /** Which rows, and ranks. */
    private final Broadcast<DistributedReasons.Ranks> ranks;

    ReasoningFunction(
            Deviations deviations,
            NumberKind[] kinds,
            DayRange wanted,
            boolean ranked,
            Broadcast<ModelHandle> model,
            Broadcast<DistributedReasons.Ranks> ranks) {
        this.deviations = deviations;
        this.kinds = kinds.clone();
        this.fromDay = (int) wanted.from().toEpochDay();
        this.toDay = (int) wanted.to().toEpochDay();
        this.ranked = ranked;
        this.model = model;
        this.ranks = ranks;
    }

    @Override
    public Iterator<ScoredRow> call(Iterator<ActorDayRow> rows) {
        try {
            return new Rows(
                    new PackingFunction(deviations.base(), ranked).call(rows),
                    model.value().model());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Rows implements Iterator<ScoredRow> {
        private final Iterator<byte[]> blocks;
        private final DetectorModel detector;
        private final DeviationStream stream = deviations.newStream();
        private final FeatureSchema base = deviations.base();
        private final PercentileRanks percentiles;
        private final AttackTechniques techniques = AttackTechniques.forGitHubAudit();
        /** The blocks since the first row of the newest actor. */
        private final List<byte[]> past = new ArrayList<>();

        private String newest = "";
        private Iterator<ScoredRow> ready = List.<ScoredRow>of().iterator();

        Rows(Iterator<byte[]> blocks, DetectorModel detector) {
            this.blocks = blocks;
            this.detector = detector;
            this.percentiles = ranks.value().among(FeatureSchema.ofFeatures(detector.features()));
        }

        @Override
        public boolean hasNext() {
            while (!ready.hasNext() && blocks.hasNext()) {
                ready = next(blocks.next()).iterator();
            }
            return ready.hasNext();
        }

        @Override
        public ScoredRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.next();
        }

        private List<ScoredRow> next(byte[] bytes) {
            PackedRows rows = PackedRows.read(bytes);
            if (!rows.actor(0).equals(newest)) {
                past.clear();
            }
            past.add(bytes);
            IntList wanted = new IntList();
            for (int row = 0; row < rows.rowCount(); row++) {
                if (rows.day(row) >= fromDay && rows.day(row) < toDay) {
                    wanted.add(row);
                }
            }
            FeatureTable enriched;
            double[] scores;
            try {
                enriched = stream.next(rows.table(base), wanted.toArray());
                scores = enriched.rowCount() == 0
                        ? new double[0]
                        : detector.forest().decisionFunction(enriched);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            List<ScoredRow> scored = new ArrayList<>();
            int run = 0;
            RowExplainer explainer = null;
            for (int row = 0; row < scores.length; row++) {
                while (rows.runEnd(run) <= wanted.get(row)) {
                    run++;
                    explainer = null;
                }
                ScoredRow carrier = new ScoredRow();
                carrier.setActor(rows.actor(run));
                carrier.setDay(rows.day(wanted.get(row)));
                carrier.setRank(rows.rank(wanted.get(row)));
                carrier.setScore(scores[row]);
                carrier.setValues(valuesOf(enriched, row));
                if (ranks.value()
                        .rows()
                        .contains(scores[row], carrier.getDay(), carrier.getRank(), carrier.getActor())) {
                    explainer = explainer == null ? explainerOf(rows, run, enriched) : explainer;
                    carrier.setReasons(explainer.explain(row).brief());
                }
                scored.add(carrier);
            }
            String last = rows.actor(rows.runCount() - 1);
            if (rows.runCount() > 1) {
                // The rows of all but the last actor are over.
                past.clear();
                past.add(bytes);
            }
            newest = last;
            return scored;
        }

        private RowExplainer explainerOf(PackedRows rows, int run, FeatureTable enriched) {
            ActorPasts pasts = ActorPasts.of(
                    rowsOf(rows.actor(run)),
                    detector.options().deviations(),
                    FeatureSchema.ofFeatures(detector.features()));
            return RowExplainer.of(
                    detector.forest(), detector.options().anomalyThreshold(), pasts, enriched, techniques, percentiles);
        }

        /** Returns the rows of an actor so far. */
        private FeatureTable rowsOf(String actor) {
            List<FeatureTable> parts = new ArrayList<>();
            int rowCount = 0;
            for (byte[] bytes : past) {
                PackedRows rows = PackedRows.read(bytes);
                for (int run = 0; run < rows.runCount(); run++) {
                    if (rows.actor(run).equals(actor)) {
                        FeatureTable part = rows.table(base).selectRows(sequence(rows.runStart(run), rows.runEnd(run)));
                        parts.add(part);
                        rowCount += part.rowCount();
                    }
                }
            }
            double[][] columns = new double[base.featureCount()][rowCount];
            int[] days = new int[rowCount];
            int from = 0;
            for (FeatureTable part : parts) {
                for (int row = 0; row < part.rowCount(); row++) {
                    days[from + row] = part.epochDay(row);
                }
                for (int feature = 0; feature < columns.length; feature++) {
                    part.copyColumn(feature, 0, columns[feature], from, part.rowCount());
                }
                from += part.rowCount();
            }
            return FeatureTable.ofColumns(base, new String[] {actor}, new int[rowCount], days, columns, kinds);
        }
    }

    private static int[] sequence(int from, int to) {
        int[] numbers = new int[to - from];
        Arrays.setAll(numbers, i -> from + i);
        return numbers;
    }

    static double[] valuesOf(FeatureTable table, int row) {
        double[] values = new double[table.featureCount()];
        for (int feature = 0; feature < values.length; feature++) {
            values[feature] = table.value(row, feature);
        }
        return values;
    }
}
