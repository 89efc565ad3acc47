package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.loganalytics.QueryTable.Column;
import dev.ueba.loganalytics.QueryTable.ColumnType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTableTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("s", ColumnType.STRING),
            new Column("n", ColumnType.LONG),
            new Column("d", ColumnType.DECIMAL),
            new Column("b", ColumnType.BOOL),
            new Column("t", ColumnType.DATETIME));

    private static List<Object[]> rows(Object... cells) {
        return List.<Object[]>of(cells);
    }

    @Test
    void cells_areWhatWasGiven() {
        Object[] cells = {"x", 3L, new BigDecimal("0.5"), true, Instant.EPOCH};
        QueryTable table = QueryTable.of(COLUMNS, List.of(cells, new Object[5]));
        cells[0] = "changed";
        assertThat(table.text(0, 0)).isEqualTo("x");
        assertThat(table.number(0, 1)).isEqualTo(3);
        assertThat(table.number(0, 2)).isEqualTo(0.5);
        assertThat(table.number(0, 3)).isEqualTo(1);
        assertThat(table.instant(0, 4)).isEqualTo(Instant.EPOCH);
        assertThat(table.text(1, 0)).isEmpty();
        assertThat(table.number(1, 1)).isNaN();
        assertThat(table.instant(1, 4)).isNull();
        assertThat(table.isNull(1, 3)).isTrue();
        assertThat(table.columnIndex("d")).hasValue(2);
        assertThat(table.columnIndex("D")).isEmpty();
        assertThat(table.toString()).contains("2 rows").doesNotContain("x");
    }

    @Test
    void of_wrongCells_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryTable.of(COLUMNS, rows("x", 3, null, null, null)))
                .withMessageContaining("column 'n' of type LONG cannot hold a Integer");
        assertThatIllegalArgumentException().isThrownBy(() -> QueryTable.of(COLUMNS, rows("x")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryTable.of(List.of(COLUMNS.get(0), COLUMNS.get(0)), List.of()))
                .withMessageContaining("'s' occurs twice");
        QueryTable table = QueryTable.of(COLUMNS, rows("x", 3L, null, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.number(0, 0))
                .withMessageContaining("a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.instant(0, 0))
                .withMessageContaining("an instant");
        assertThat(QueryTable.empty().columns()).isEmpty();
    }

    @Test
    void intervalsAndOptions_checkThemselves() {
        assertThatIllegalArgumentException().isThrownBy(() -> new QueryInterval(Instant.EPOCH, null));
        assertThatIllegalArgumentException().isThrownBy(() -> QueryInterval.of(Instant.EPOCH, Instant.EPOCH));
        LogAnalyticsOptions options = LogAnalyticsOptions.defaults();
        assertThatIllegalArgumentException().isThrownBy(() -> options.withChunkDays(0));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withParallelQueries(5));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withDeadline(Duration.ZERO));
        assertThat(options.chunkDays()).isEqualTo(7);
        assertThat(options.machineAccounts().test("my-app[bot]")).isTrue();
        assertThat(options.machineAccounts().test("deploy_key of x")).isTrue();
        assertThat(options.machineAccounts().test("robot")).isFalse();
    }
}
