package dev.ueba.spark;

import dev.ueba.DetectorModel;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** Enriches the rows of a partition and scores them, if there is a model. */
final class ScoringFunction implements MapPartitionsFunction<ActorDayRow, ScoredRow> {

    private static final long serialVersionUID = 1L;

    private final TableMaker maker;
    private final @Nullable Broadcast<ModelHandle> model;

    ScoringFunction(TableMaker maker, @Nullable Broadcast<ModelHandle> model) {
        this.maker = maker;
        this.model = model;
    }

    @Override
    public Iterator<ScoredRow> call(Iterator<ActorDayRow> rows) {
        return new Rows(maker.blocks(rows), model);
    }

    private static final class Rows implements Iterator<ScoredRow> {
        private final Iterator<TableMaker.Block> blocks;
        private final @Nullable Broadcast<ModelHandle> model;
        private final ScoredRow carrier = new ScoredRow();
        private TableMaker.@Nullable Block block;
        private double[] scores = new double[0];
        private double[] values = new double[0];
        private int row;

        Rows(Iterator<TableMaker.Block> blocks, @Nullable Broadcast<ModelHandle> model) {
            this.blocks = blocks;
            this.model = model;
        }

        @Override
        public boolean hasNext() {
            while (block == null || row == block.table().rowCount()) {
                if (!blocks.hasNext()) {
                    return false;
                }
                block = blocks.next();
                row = 0;
                scores = scoresOf(block.table());
            }
            return true;
        }

        private double[] scoresOf(FeatureTable table) {
            if (model == null) {
                return new double[0];
            }
            try {
                DetectorModel detector = model.value().model();
                return detector.forest().decisionFunction(table);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ScoredRow next() {
            if (!hasNext() || block == null) {
                throw new NoSuchElementException();
            }
            FeatureTable table = block.table();
            if (values.length != table.featureCount()) {
                values = new double[table.featureCount()];
            }
            for (int feature = 0; feature < values.length; feature++) {
                values[feature] = table.value(row, feature);
            }
            carrier.setActor(table.actor(row));
            carrier.setDay(table.epochDay(row));
            carrier.setRank(block.ranks()[row]);
            carrier.setValues(values);
            carrier.setScore(model == null ? 0.0 : scores[row]);
            row++;
            return carrier;
        }
    }
}
