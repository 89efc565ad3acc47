package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class TableHashTest {

    private static final String CSV = "actor,day,x,y\na,2026-01-01,1,2\nb,2026-01-02,3,4\n,2026-01-02,3,\n";

    private static String hash(String csv) {
        return TableHash.sha256(Samples.read(csv));
    }

    @Test
    void sha256_changesWithEverythingInTheTable() {
        Set<String> hashes = new HashSet<>();
        for (String csv : List.of(
                CSV,
                CSV.replace("1,2\n", "1,2.0000000000000004\n"),
                CSV.replace("1,2\n", "-0.0,2\n"),
                CSV.replace("1,2\n", "0.0,2\n"),
                CSV.replace("1,2\n", "2,1\n"),
                CSV.replace("3,\n", "3,0\n"),
                CSV.replace("x", "z"),
                CSV.replace("x,y", "y,x"),
                CSV.replace("x,y", "xy,y"),
                CSV.replace("a,2026", "A,2026"),
                CSV.replace("a,2026", ",2026"),
                CSV.replace("a,2026-01-01", "a,2026-01-02"),
                "day,actor,x,y\n2026-01-01,a,1,2\n2026-01-02,b,3,4\n2026-01-02,,3,\n",
                "actor,day,x,y\nb,2026-01-02,3,4\na,2026-01-01,1,2\n,2026-01-02,3,\n",
                CSV + "c,2026-01-02,3,4\n",
                "actor,day,x,y\n",
                "actor,day,x\n",
                "actor,day\n")) {
            assertThat(hashes.add(hash(csv))).as(csv).isTrue();
        }
        assertThat(hash(CSV)).isEqualTo(hash(CSV)).matches("[0-9a-f]{64}");
        // How a number was written does not matter.
        assertThat(hash(CSV.replace("1,2\n", "1.0,2\n"))).isEqualTo(hash(CSV));
    }

    @Test
    void sha256_ofNamesWithSeparators_tellsThemApart() {
        assertThat(ofActors("a\0b", "c")).isNotEqualTo(ofActors("a", "b\0c"));
    }

    private static String ofActors(String... actors) {
        int[] index = new int[actors.length];
        Arrays.setAll(index, i -> i);
        return TableHash.sha256(FeatureTable.ofColumns(
                FeatureSchema.ofFeatures(List.of()),
                actors,
                index,
                new int[actors.length],
                new double[0][],
                new NumberKind[0]));
    }

    @Test
    void sha256_isWhatItsDescriptionSays() throws Exception {
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        all.update(sha256(texts("actor", "day", "x")));
        all.update(sha256(texts("ä", "")));
        all.update(sha256(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(20_454)
                .putInt(20_455)
                .array()));
        all.update(sha256(ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(1.5)
                .putDouble(-3)
                .array()));
        assertThat(hash("actor,day,x\nä,2026-01-01,1.5\n,2026-01-02,-3\n"))
                .isEqualTo(HexFormat.of().formatHex(all.digest()));
    }

    private static byte[] texts(String... texts) {
        ByteBuffer buffer = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            buffer.putInt(bytes.length).put(bytes);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    @Test
    void sha256_withAnyNumberOfThreads_isTheSame() throws Exception {
        FeatureTable table = Samples.base(5, 30, 400);
        String expected = TableHash.sha256(table);
        for (int threads : new int[] {1, 2, 7}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertThat(pool.submit(() -> TableHash.sha256(table)).get()).isEqualTo(expected);
            } finally {
                pool.shutdown();
            }
        }
    }
}
