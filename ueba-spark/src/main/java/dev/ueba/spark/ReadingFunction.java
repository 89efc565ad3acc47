package dev.ueba.spark;

import dev.ueba.logs.LogLimits;
import dev.ueba.logs.github.GitHubAuditEvent;
import dev.ueba.logs.github.GitHubAuditEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.input.PortableDataStream;
import scala.Tuple2;

/** Reads the events of one file, as a stream. */
final class ReadingFunction implements FlatMapFunction<Tuple2<String, PortableDataStream>, EventRow> {

    private static final long serialVersionUID = 1L;

    private final long maxFileBytes;
    private final int maxRecordBytes;
    private final int maxNesting;
    private final int maxTextBytes;
    private final int reportedPlaces;

    ReadingFunction(LogLimits limits) {
        this.maxFileBytes = limits.maxFileBytes();
        this.maxRecordBytes = limits.maxRecordBytes();
        this.maxNesting = limits.maxNesting();
        this.maxTextBytes = limits.maxTextBytes();
        this.reportedPlaces = limits.reportedPlaces();
    }

    @Override
    public Iterator<EventRow> call(Tuple2<String, PortableDataStream> file) throws IOException {
        LogLimits limits = new LogLimits(maxFileBytes, maxRecordBytes, maxNesting, maxTextBytes, reportedPlaces);
        GitHubAuditEvents events = GitHubAuditEvents.of(file._2().open(), file._1(), limits);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                boolean more = events.hasNext();
                if (!more) {
                    try {
                        events.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return more;
            }

            @Override
            public EventRow next() {
                return rowOf(events.next());
            }
        };
    }

    private static EventRow rowOf(GitHubAuditEvent event) {
        EventRow row = new EventRow();
        row.setDated(event.time().isPresent());
        event.time().ifPresent(time -> row.setMillis(time.toEpochMilli()));
        row.setAction(event.action());
        row.setActor(event.actor());
        row.setAddress(event.actorIp());
        row.setRepository(event.repository());
        row.setUser(event.user());
        row.setDocumentId(event.documentId());
        row.setBot(event.actorIsBot());
        row.setCopyRank(event.copyRank());
        return row;
    }
}
