package dev.ueba.logs.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.evaluation.RankingMetrics;
import dev.ueba.event.CloudTrailDetection;
import dev.ueba.event.EventAnomalyDetector;
import dev.ueba.event.EventDetection;
import dev.ueba.event.EventField;
import dev.ueba.event.ScoredEvent;
import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.LogLimits;
import dev.ueba.logs.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads every file of the large reference sets. */
class SharedTrailTest {

    private static final double TOLERANCE = 1e-4;

    private static TestTrail.Read read(String set, CloudTrailOptions options) throws IOException {
        Path folder = SharedData.orSkip("data/" + set);
        List<Path> files = LogFiles.expand(List.of(folder.toString())).stream()
                .filter(file -> file.toString().matches(".*\\.(json\\.gz|ndjson|jsonl)"))
                .toList();
        return TestTrail.read(files, options);
    }

    @ParameterizedTest
    @CsvSource({"cloudtrail-invictus,2900", "cloudtrail-stratus,310", "cloudtrail-variants,19"})
    void read_wholeSets_areUnderstood(String set, long events) throws IOException {
        TestTrail.Read read = read(set, CloudTrailOptions.defaults());
        assertThat(read.counts().understood()).isEqualTo(events);
        assertThat(read.counts().records()).isEqualTo(events);
        assertThat(read.events()).hasSize((int) events);
    }

    @Test
    void read_panther_misses11WithoutTime() throws IOException {
        CloudTrailOptions options = CloudTrailOptions.defaults()
                .withMaxEventIds(0)
                .withLimits(LogLimits.defaults().withReportedPlaces(100));
        TestTrail.Read read = read("cloudtrail-panther", options);
        assertThat(read.counts()).hasToString("1 files, 294 records: 283 understood, 0 other, 11 unreadable");
        assertThat(read.counts().firstUnreadable())
                .filteredOn(one -> one.reason().equals("there is no eventTime"))
                .hasSize(9);
        // "redacted" and "..."
        assertThat(read.counts().firstUnreadable())
                .filteredOn(one -> one.reason().equals("the eventTime is not a time"))
                .extracting(one -> one.place().line())
                .containsExactly(209L, 286L);
    }

    @Test
    void detect_onInvictus_isAsMeasured() throws IOException {
        List<SecurityEvent> events =
                read("cloudtrail-invictus", CloudTrailOptions.defaults()).events();
        Set<String> attacks = new HashSet<>();
        for (String line : Files.readAllLines(SharedData.orSkip("data/cloudtrail-invictus/labels.csv"))) {
            if (line.endsWith(",1")) {
                attacks.add(line.substring(0, line.indexOf(',')));
            }
        }
        assertThat(attacks).hasSize(237);
        assertRanking(CloudTrailDetection.faithful(), events, attacks, 0.6874, 0.1865);
        assertRanking(CloudTrailDetection.improved(), events, attacks, 0.7699, 0.3680);
    }

    private static void assertRanking(
            EventDetection detection,
            List<SecurityEvent> events,
            Set<String> attacks,
            double rocAuc,
            double averagePrecision) {
        List<ScoredEvent> scored =
                new EventAnomalyDetector(detection).detect(events).all();
        double[] scores = new double[scored.size()];
        boolean[] isAttack = new boolean[scored.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = -scored.get(i).anomalyScore();
            isAttack[i] = attacks.contains(
                    scored.get(i).event().field(EventField.EVENT_ID).orElseThrow());
        }
        assertThat(RankingMetrics.rocAuc(scores, isAttack)).isEqualTo(rocAuc, within(TOLERANCE));
        assertThat(RankingMetrics.averagePrecision(scores, isAttack)).isEqualTo(averagePrecision, within(TOLERANCE));
    }
}
