package dev.ueba.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForest;
import dev.ueba.forest.IsolationForestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventAnomalyDetectorTest {

    @TempDir
    private Path folder;

    static Stream<EventDetection> detections() {
        return Stream.of(
                AuthLogDetection.faithful(),
                CloudTrailDetection.faithful(),
                CloudTrailDetection.improved(),
                SecurityLogDetection.faithful(),
                SecurityLogDetection.improved());
    }

    private String scores(EventDetection detection, List<SecurityEvent> events) throws IOException {
        Path file = folder.resolve("scores.csv");
        new EventAnomalyDetector(detection).detect(events).writeScores(file);
        return Files.readString(file);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void detect_inAnyOrder_writesTheSameBytes(long seed) throws IOException {
        List<SecurityEvent> events = Events.random(seed, 200);
        for (EventDetection detection : detections().toList()) {
            assertThat(scores(detection, Events.shuffled(events, seed))).isEqualTo(scores(detection, events));
        }
    }

    @ParameterizedTest
    @MethodSource("detections")
    void detect_nothingOneEventAndEqualEvents_work(EventDetection detection) throws IOException {
        assertThat(scores(detection, List.of()).lines()).hasSize(1);
        assertThat(scores(detection, List.of(Events.login(0, "failed", "u", "x")))
                        .lines())
                .hasSize(2);
        assertThat(scores(
                                detection,
                                List.of(Events.login(0, "failed", null, null), Events.login(0, "failed", null, null)))
                        .lines())
                .hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("detections")
    void detect_hostileTexts_areWrittenAsOneCell(EventDetection detection) throws IOException {
        String[] hostile = {
            "<script>alert(1)</script>", "=cmd()", "a,b\"c\nd\r", "\u202eevil", "\ud800", "x".repeat(10_000), "\0", ""
        };
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < hostile.length; i++) {
            events.add(Events.at(i, "event", "failed", "user", hostile[i], "ip", hostile[i], "eventName", hostile[i]));
        }
        ScoredEvents scored = new EventAnomalyDetector(detection.withContamination(Amount.share(0.5))).detect(events);
        Path file = folder.resolve("anomalies.csv");
        scored.writeAnomalies(file);
        assertThat(Files.readString(file)).startsWith("time,source,").doesNotContain("\ud800");
        assertThat(scored.all()).hasSize(hostile.length);
    }

    @Test
    void detect_scalesAndGrowsTheForestOfTheEncodedColumns() {
        EventDetection detection = EventDetection.of(
                List.of(),
                List.of(
                        EventEncoders.factorise("c", EventText.field("v")),
                        EventEncoders.frequency("f", EventText.field("v"))),
                true,
                IsolationForestOptions.defaults().withSeed(42).withContamination(Amount.share(0.2)));
        List<SecurityEvent> events = Events.of("a", "b", "a", "a", "c", "a", "b", "a", "a", "d");
        double[][] columns = {{0, 1, 0, 0, 2, 0, 1, 0, 0, 3}, {6, 2, 6, 6, 1, 6, 2, 6, 6, 1}};
        double[][] scaled = StandardScaling.fit(columns).transform(columns);
        double[] expected = IsolationForest.fit(scaled, detection.forest()).decisionFunction(scaled);
        ScoredEvents scored = new EventAnomalyDetector(detection).detect(Events.shuffled(events, 5));
        assertThat(scored.all().stream().mapToDouble(ScoredEvent::anomalyScore).toArray())
                .containsExactly(expected);
        assertThat(scored.all().get(9).features()).containsExactly(Map.entry("c", 3.0), Map.entry("f", 1.0));
        assertThat(scored.anomalies()).allMatch(ScoredEvent::isAnomaly).hasSize(2);
        assertThat(scored.all().get(4).feature("c")).isEqualTo(2);
        assertThatThrownBy(() -> scored.all().get(0).feature("x")).hasMessageContaining("there is no feature 'x'");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void model_ofEncodersWithoutMemory_scoresTrainingEventsAlike(long seed) {
        List<SecurityEvent> events = Events.random(seed, 150);
        EventAnomalyDetector detector = new EventAnomalyDetector(CloudTrailDetection.faithful());
        assertThat(numbers(detector.fit(events).score(events))).isEqualTo(numbers(detector.detect(events)));
    }

    @Test
    void model_reusedOnOtherEvents_knowsWhatItLearned() {
        List<SecurityEvent> training = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            training.add(Events.login(i, "failed", "u" + i % 3, "x"));
        }
        EventModel model = new EventAnomalyDetector(AuthLogDetection.faithful()).fit(training);
        List<SecurityEvent> later =
                List.of(Events.login(90_000, "accepted", "stranger", "y"), Events.login(90_001, "other", "u0", "x"));
        ScoredEvents scored = model.score(later);
        assertThat(scored.all()).hasSize(1);
        assertThat(scored.all().get(0).feature("user_frequency")).isZero();
        assertThat(scored.all().get(0).isAnomaly()).isTrue();
        assertThat(numbers(model.score(later))).isEqualTo(numbers(scored));
        assertThat(model.score(List.of()).all()).isEmpty();
        assertThat(model.detection().forest().seed()).isEqualTo(42);
        assertThat(model.forest().featureCount()).isEqualTo(7);
    }

    @Test
    void fit_withoutEventsOfTheKind_saysSo() {
        EventAnomalyDetector detector = new EventAnomalyDetector(AuthLogDetection.faithful());
        assertThatThrownBy(() -> detector.fit(List.of(Events.login(0, "other", "u", "x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is nothing to learn from: of 1 events none is of the kind that is scored");
    }

    @Test
    void detection_mistakes_areRefused() {
        EventEncoder hour = EventEncoders.hourOfDay("hour", ZoneOffset.UTC);
        IsolationForestOptions forest = IsolationForestOptions.defaults();
        assertThatThrownBy(() -> EventDetection.of(List.of(), List.of(), false, forest))
                .hasMessageContaining("at least one encoder");
        assertThatThrownBy(() -> EventDetection.of(List.of("hour"), List.of(hour), false, forest))
                .hasMessage("the column 'hour' occurs twice");
    }

    @Test
    void standardScaling_byHand() {
        double[][] columns = {{1, 2, 3, 4}, {5, 5, 5, 5}, {1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4}};
        double[][] scaled = StandardScaling.fit(columns).transform(columns);
        // mean 2.5, population variance 1.25
        double[] expected =
                Arrays.stream(columns[0]).map(x -> (x - 2.5) / Math.sqrt(1.25)).toArray();
        assertThat(scaled[0]).containsExactly(expected, within(1e-15));
        assertThat(scaled[1]).containsExactly(0, 0, 0, 0);
        assertThat(scaled[2]).containsExactly(expected, within(1e-15));
        assertThat(columns[1]).containsExactly(5, 5, 5, 5);
        assertThatThrownBy(() -> StandardScaling.fit(columns).transform(new double[1][1]))
                .hasMessage("the scaling was learned on 3 columns, but there are 1");
    }

    private static List<String> numbers(ScoredEvents scored) {
        return scored.all().stream()
                .map(event -> event.features() + " " + event.anomalyScore())
                .toList();
    }
}
