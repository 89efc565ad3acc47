package dev.ueba.spark;

import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;

/** Makes the raw scores of the training rows of a partition, and hashes the rows; nothing else of them is kept. */
final class ChunkFunction implements MapPartitionsFunction<ActorDayRow, ScoreChunk> {

    private static final long serialVersionUID = 1L;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final TableMaker maker;
    private final Broadcast<ModelHandle> model;

    ChunkFunction(TableMaker maker, Broadcast<ModelHandle> model) {
        this.maker = maker;
        this.model = model;
    }

    @Override
    public Iterator<ScoreChunk> call(Iterator<ActorDayRow> rows) {
        Iterator<TableMaker.Block> blocks = maker.blocks(rows);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return blocks.hasNext();
            }

            @Override
            public ScoreChunk next() {
                return chunkOf(blocks.next().table(), model);
            }
        };
    }

    /** Scores and hashes the rows of a table. */
    static ScoreChunk chunkOf(FeatureTable table, Broadcast<ModelHandle> model) {
        ScoreChunk chunk = new ScoreChunk();
        chunk.setFirstDay(Integer.MAX_VALUE);
        chunk.setLastDay(Integer.MIN_VALUE);
        try {
            chunk.setScores(model.value().model().forest().scoreSamples(table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long[] hashes = new long[table.rowCount()];
        for (int row = 0; row < hashes.length; row++) {
            int day = table.epochDay(row);
            chunk.setFirstDay(Math.min(chunk.getFirstDay(), day));
            chunk.setLastDay(Math.max(chunk.getLastDay(), day));
            hashes[row] = mix((long) day << Integer.SIZE ^ table.actor(row).hashCode());
        }
        double[] values = new double[hashes.length];
        for (int feature = 0; feature < table.featureCount(); feature++) {
            table.copyColumn(feature, 0, values, 0, values.length);
            for (int row = 0; row < hashes.length; row++) {
                hashes[row] = mix(hashes[row] ^ Double.doubleToLongBits(values[row]));
            }
        }
        long sum = 0;
        long xor = 0;
        for (long hash : hashes) {
            sum += hash;
            xor ^= hash;
        }
        chunk.setHashSum(sum);
        chunk.setHashXor(xor);
        return chunk;
    }

    private static long mix(long value) {
        long product = value * MULTIPLIER;
        return product ^ product >>> 29;
    }
}
