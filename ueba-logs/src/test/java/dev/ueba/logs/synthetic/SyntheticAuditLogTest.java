package dev.ueba.logs.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.LabelCsv;
import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.feature.NumberKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticAuditLogTest {

    private static final Set<AuditLogVariant> NO_VARIANTS = Set.of();

    @TempDir
    private Path folder;

    private static SyntheticAuditLogOptions small(int actors, int days, int attacks, long seed) {
        return SyntheticAuditLogOptions.defaults()
                .withOrganisation(
                        new SyntheticOrganisationOptions(actors, days, LocalDate.of(2026, 3, 1), attacks, 1.0, seed))
                .withExpectedBase(true);
    }

    private static List<String> rows(FeatureTable table) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            StringBuilder text = new StringBuilder(table.day(row) + " " + table.actor(row));
            for (int feature = 0; feature < table.featureCount(); feature++) {
                text.append(' ').append((long) table.value(row, feature));
            }
            rows.add(text.toString());
        }
        return rows;
    }

    private static String hash(Path root) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path file : PlainReader.files(root)) {
            digest.update(root.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
            boolean compressed = file.toString().endsWith(".gz");
            digest.update(
                    compressed ? PlainReader.text(file).getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, Long.MIN_VALUE})
    void expectedBaseFeatures_areWhatAPlainReaderCounts(long seed) throws IOException {
        SyntheticAuditLog log = SyntheticAuditLog.generate(small(16, 9, 6, seed), folder);
        assertThat(rows(log.expectedBaseFeatures().orElseThrow()))
                .isEqualTo(PlainReader.baseFeatures(folder.resolve("logs")));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void expectedBaseFeatures_butForTimesOfDay_areThoseOfTheOrganisation(long seed) throws IOException {
        SyntheticAuditLogOptions options = small(40, 24, 16, seed);
        FeatureTable expected = SyntheticAuditLog.generate(options, folder)
                .expectedBaseFeatures()
                .orElseThrow();
        FeatureTable plan =
                SyntheticOrganisation.generate(options.organisation()).baseFeatures();
        Function<String, String> withoutTimes = row -> row.substring(0, row.lastIndexOf(' '));
        assertThat(rows(expected))
                .map(withoutTimes)
                .isEqualTo(rows(plan).stream().map(withoutTimes).toList());
        int times = GitHubAuditFeatures.SCHEMA.featureIndex("outlier_time_count");
        assertThat(sum(expected, times)).isBetween(0.3 * sum(plan, times), 3.0 * sum(plan, times));
    }

    private static double sum(FeatureTable table, int feature) {
        double sum = 0.0;
        for (double value : table.column(feature)) {
            sum += value;
        }
        return sum;
    }

    @Test
    void expectedBaseFeatures_sumsAreTheNumbersOfEvents() throws IOException {
        FeatureTable expected = SyntheticAuditLog.generate(small(20, 30, 8, 5), folder)
                .expectedBaseFeatures()
                .orElseThrow();
        Map<String, Long> events = PlainReader.unique(PlainReader.lines(folder.resolve("logs"))).stream()
                .filter(PlainReader::counts)
                .collect(Collectors.groupingBy(line -> PlainReader.column(line.get("action")), Collectors.counting()));
        for (String column : GitHubAuditFeatures.COUNTS.subList(0, AuditAction.COLUMNS)) {
            assertThat(sum(expected, GitHubAuditFeatures.SCHEMA.featureIndex(column)))
                    .as(column)
                    .isEqualTo(events.getOrDefault(column, 0L).doubleValue());
        }
        assertThat(expected.kind(3)).isEqualTo(NumberKind.INTEGER);
    }

    @Test
    void expectedBase_isWrittenOnRequestOnly() throws IOException {
        SyntheticAuditLog with = SyntheticAuditLog.generate(small(5, 6, 1, 0), folder.resolve("with"));
        Path file = folder.resolve("with/expected-base.csv");
        assertThat(rows(FeatureCsv.read(file, FeatureCsvOptions.forGitHubAudit())))
                .isEqualTo(rows(with.expectedBaseFeatures().orElseThrow()));
        SyntheticAuditLog without =
                SyntheticAuditLog.generate(small(5, 6, 1, 0).withExpectedBase(false), folder.resolve("without"));
        assertThat(without.expectedBaseFeatures()).isEmpty();
        assertThat(folder.resolve("without/expected-base.csv")).doesNotExist();
        assertThat(without.counts()).isEqualTo(with.counts());
    }

    @Test
    void generate_sameOptions_isTheSameContentEverywhere() throws Exception {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            SyntheticAuditLog.generate(small(8, 9, 4, 1), folder.resolve("here"));
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            SyntheticAuditLog.generate(small(8, 9, 4, 1), folder.resolve("there"));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        // Of this generator itself; whoever changes it says so in the changelog.
        assertThat(hash(folder.resolve("here")))
                .isEqualTo("d0139b961b568a6508c7bc0bdcee2dc84907def21c1f54284f7ea8686b274e10");
        assertThat(hash(folder.resolve("there"))).isEqualTo(hash(folder.resolve("here")));
    }

    @Test
    void generate_otherSeed_isAnotherLog() throws Exception {
        SyntheticAuditLog.generate(small(5, 6, 0, 1), folder.resolve("one"));
        SyntheticAuditLog.generate(small(5, 6, 0, 2), folder.resolve("two"));
        assertThat(hash(folder.resolve("one"))).isNotEqualTo(hash(folder.resolve("two")));
    }

    @Test
    void generate_attacks_leaveTheEventsOfOwnWorkAsTheyAre() throws IOException {
        SyntheticAuditLog.generate(small(20, 40, 0, 7), folder.resolve("quiet"));
        SyntheticAuditLog.generate(small(20, 40, 12, 7), folder.resolve("attacked"));
        Set<String> attacked = PlainReader.lines(folder.resolve("attacked/logs")).stream()
                .map(PlainReader.Line::text)
                .collect(Collectors.toSet());
        assertThat(PlainReader.lines(folder.resolve("quiet/logs")))
                .filteredOn(line ->
                        !line.get("actor").isEmpty() && !line.get("action").endsWith("e_member"))
                .filteredOn(line -> !line.get("action").equals("org.add_member"))
                .allMatch(line -> attacked.contains(line.text()));
    }

    @Test
    void generate_labels_haveTheirEvents() throws IOException {
        SyntheticAuditLog log = SyntheticAuditLog.generate(small(30, 45, 20, 3), folder);
        assertThat(LabelCsv.read(folder.resolve("labels.csv")))
                .isEqualTo(log.labels())
                .hasSize(20);
        Map<String, PlainReader.Line> byId = PlainReader.unique(PlainReader.lines(folder.resolve("logs"))).stream()
                .filter(line -> !line.get("_document_id").isEmpty())
                .collect(Collectors.toMap(line -> line.get("_document_id"), Function.identity()));
        List<String> rows = Files.readAllLines(folder.resolve("label-events.csv"));
        assertThat(rows.get(0)).isEqualTo("document_id,actor,day,scenario");
        assertThat(rows).hasSize(1 + (int) log.counts().attackEvents()).doesNotHaveDuplicates();
        Set<AttackLabel> labelled = new HashSet<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            PlainReader.Line event = byId.get(cells[0]);
            assertThat(event).as(row).isNotNull();
            assertThat(event.get("actor")).isEqualTo(cells[1]);
            assertThat(event.day()).hasToString(cells[2]);
            labelled.add(new AttackLabel(cells[1], LocalDate.parse(cells[2]), cells[3]));
        }
        assertThat(labelled).containsExactlyInAnyOrderElementsOf(log.labels());
    }

    @Test
    void generate_files_lieInTheHourOfDelivery() throws IOException {
        SyntheticAuditLog log = SyntheticAuditLog.generate(small(20, 12, 4, 4).withHoursPerDelivery(1), folder);
        int afterHours = 0;
        for (PlainReader.Line line : PlainReader.lines(folder.resolve("logs"))) {
            String place =
                    folder.resolve("logs").relativize(line.file()).toString().replace('\\', '/');
            assertThat(place)
                    .matches(
                            "2026/\\d\\d/\\d\\d/\\d\\d/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\.json\\.gz");
            String[] parts = place.split("/");
            Instant hour = LocalDateTime.of(
                            Integer.parseInt(parts[0]),
                            Integer.parseInt(parts[1]),
                            Integer.parseInt(parts[2]),
                            Integer.parseInt(parts[3]),
                            0)
                    .toInstant(ZoneOffset.UTC);
            Instant time = line.time();
            if (time != null) {
                long later = ChronoUnit.HOURS.between(time.truncatedTo(ChronoUnit.HOURS), hour);
                assertThat(later).as(line.text()).isBetween(0L, 30L);
                afterHours += later > 1 ? 1 : 0;
            }
        }
        assertThat(afterHours).isPositive();
        assertThat(log.counts().late()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 24})
    void generate_rareDeliveries_holdTheSameLinesInFewerFiles(int hours) throws IOException {
        Path often = folder.resolve("often");
        Path rarely = folder.resolve("rarely");
        SyntheticAuditLog hourly = SyntheticAuditLog.generate(small(8, 6, 1, 4).withHoursPerDelivery(1), often);
        SyntheticAuditLog log = SyntheticAuditLog.generate(small(8, 6, 1, 4).withHoursPerDelivery(hours), rarely);
        assertThat(log.counts().files()).isLessThan(hourly.counts().files());
        assertThat(PlainReader.lines(rarely.resolve("logs")))
                .extracting(PlainReader.Line::text)
                .containsExactlyInAnyOrderElementsOf(PlainReader.lines(often.resolve("logs")).stream()
                        .map(PlainReader.Line::text)
                        .toList());
    }

    @Test
    void generate_counts_areThoseOfTheFiles() throws IOException {
        AuditLogCounts counts = SyntheticAuditLog.generate(small(25, 40, 5, 9).withEventsPerFile(7), folder)
                .counts();
        List<Path> files = PlainReader.files(folder.resolve("logs"));
        List<PlainReader.Line> lines = PlainReader.lines(folder.resolve("logs"));
        List<PlainReader.Line> events = PlainReader.unique(lines);
        assertThat(files).hasSize((int) counts.files());
        for (Path file : files) {
            assertThat(PlainReader.text(file))
                    .endsWith("}\n")
                    .hasLineCount(1 + (int) PlainReader.text(file).lines().count() - 1);
            assertThat(PlainReader.text(file).lines().count()).isBetween(1L, 7L);
        }
        assertThat(lines).hasSize((int) counts.lines()).allMatch(line -> !line.get("action")
                .isEmpty());
        assertThat(events).hasSize((int) counts.events());
        assertThat(lines.size() - events.size())
                .isEqualTo((int) counts.duplicates())
                .isPositive();
        assertThat(events).filteredOn(line -> line.get("actor").isEmpty()).hasSize((int) counts.eventsWithoutActor());
        assertThat(events).filteredOn(line -> line.time() == null).hasSize((int) counts.eventsWithoutTime());
        assertThat(events)
                .filteredOn(line ->
                        line.get("actor").contains("[bot]") || line.get("actor").equals("deploy_key"))
                .hasSize((int) counts.botEvents());
    }

    @Test
    void generate_withoutVariants_isPlain() throws IOException {
        SyntheticAuditLogOptions options = small(20, 20, 3, 2).withVariants(NO_VARIANTS);
        AuditLogCounts counts = SyntheticAuditLog.generate(options, folder).counts();
        assertThat(counts.lines()).isEqualTo(counts.events());
        assertThat(counts.late() + counts.eventsWithoutActor() + counts.eventsWithoutTime())
                .isZero();
        assertThat(PlainReader.lines(folder.resolve("logs")))
                .allMatch(line -> line.get("@timestamp").matches("[0-9]{13}"))
                .allMatch(line -> line.get("_document_id").matches("[A-Za-z0-9_-]{22}"))
                .allMatch(line -> line.get("actor_id").matches("[0-9]+"))
                .allMatch(line -> line.get("org").equals("example-works"))
                .allMatch(line -> !line.get("created_at").contains("-"));
    }

    @ParameterizedTest
    @EnumSource(AuditLogVariant.class)
    void generate_oneVariant_isThereAndCanBeCounted(AuditLogVariant variant) throws IOException {
        Path plain = folder.resolve("plain");
        Path odd = folder.resolve("odd");
        SyntheticAuditLogOptions options = small(25, 21, 5, 6).withVariants(NO_VARIANTS);
        SyntheticAuditLog.generate(options, plain);
        SyntheticAuditLog log = SyntheticAuditLog.generate(options.withVariants(EnumSet.of(variant)), odd);
        Set<String> before = PlainReader.lines(plain.resolve("logs")).stream()
                .map(PlainReader.Line::text)
                .collect(Collectors.toSet());
        List<PlainReader.Line> lines = PlainReader.lines(odd.resolve("logs"));
        long changed =
                lines.stream().filter(line -> !before.contains(line.text())).count();
        boolean onlyDelivery = variant == AuditLogVariant.DUPLICATE || variant == AuditLogVariant.LATE;
        assertThat(onlyDelivery ? log.counts().duplicates() + log.counts().late() : changed)
                .isBetween(1L, lines.size() / 15L);
        assertThat(rows(log.expectedBaseFeatures().orElseThrow()))
                .isEqualTo(PlainReader.baseFeatures(odd.resolve("logs")));
    }

    @Test
    void generate_withoutAttacks_hasHeadersOnly() throws IOException {
        SyntheticAuditLog log = SyntheticAuditLog.generate(small(1, 1, 0, 0), folder);
        assertThat(log.labels()).isEmpty();
        assertThat(log.counts().attackEvents()).isZero();
        assertThat(Files.readAllLines(folder.resolve("labels.csv"))).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("label-events.csv"))).hasSize(1);
        assertThat(log.expectedBaseFeatures().orElseThrow().rowCount()).isEqualTo(1);
    }

    @Test
    void generate_hugeAttack_runsOutOfRepositoriesOnly() throws IOException {
        SyntheticAuditLogOptions options = SyntheticAuditLogOptions.defaults()
                .withOrganisation(new SyntheticOrganisationOptions(3, 3, LocalDate.of(2026, 1, 5), 3, 40.0, 1))
                .withExpectedBase(true);
        SyntheticAuditLog log = SyntheticAuditLog.generate(options, folder);
        assertThat(rows(log.expectedBaseFeatures().orElseThrow()))
                .isEqualTo(PlainReader.baseFeatures(folder.resolve("logs")));
    }

    @Test
    void generate_overExistingLogs_isRefused() throws IOException {
        SyntheticAuditLog.generate(small(1, 1, 0, 0), folder);
        assertThatThrownBy(() -> SyntheticAuditLog.generate(small(1, 1, 0, 0), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there are logs already");
    }

    @Test
    void generate_onAFileForAFolder_isAnError() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> SyntheticAuditLog.generate(small(1, 1, 0, 0), file))
                .isInstanceOf(IOException.class);
    }
}
