package io.tributary.cdc.apply.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.apply.fold.TableEffects;
import io.tributary.cdc.apply.session.TargetStatement;
import io.tributary.cdc.apply.table.KeyChoice;
import io.tributary.cdc.apply.table.TargetColumn;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.RowImage;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableStatementsTest {
  private static final List<String> COLUMNS = List.of("v", "id", "sum");

  private static TargetTable table(boolean identity, boolean referenced) {
    return new TargetTable(
        new TableName("app", "we\"ird"),
        List.of(
            new TargetColumn("id", "bigint", false, identity),
            new TargetColumn("v", "app.\"Mood\"", false, false),
            new TargetColumn("sum", "bigint", true, false)),
        new KeyChoice(List.of("id"), false, true),
        referenced,
        false);
  }

  private static RowImage row(String... values) {
    return new RowImage(COLUMNS, Arrays.asList(values));
  }

  private static TableEffects effects(
      TargetTable table, List<List<String>> removes, List<RowImage> patches, List<RowImage> puts) {
    return new TableEffects(table, false, removes, patches, puts, List.of(), Map.of());
  }

  @Test
  void putsRowsSetBasedAndSkipsGeneratedColumns() {
    TargetTable table = table(true, false);
    TargetStatement insert =
        new TableStatements(table)
            .of(effects(table, List.of(), List.of(), List.of(row("a", "1", "9"))), false)
            .toList()
            .get(0);
    assertThat(insert.sql())
        .isEqualTo(
            "INSERT INTO \"app\".\"we\"\"ird\" (\"v\", \"id\") OVERRIDING SYSTEM VALUE"
                + " SELECT u.a1::app.\"Mood\", u.a2::bigint"
                + " FROM unnest($1::text[], $2::text[]) AS u(a1, a2)"
                + " ON CONFLICT (\"id\") DO UPDATE SET \"v\" = EXCLUDED.\"v\"");
    assertThat(insert.parameters()).containsExactly(new String[] {"a"}, new String[] {"1"});
  }

  @Test
  void patchesSetOnlyWhatWasSentAndMustFindTheirRows() {
    TargetTable table = table(false, false);
    TargetStatement update =
        new TableStatements(table)
            .of(
                effects(table, List.of(), List.of(row("a", "1", RowImage.UNCHANGED)), List.of()),
                false)
            .toList()
            .get(0);
    assertThat(update.sql())
        .isEqualTo(
            "UPDATE ONLY \"app\".\"we\"\"ird\" AS t SET \"v\" = u.a2::app.\"Mood\""
                + " FROM unnest($1::text[], $2::text[]) AS u(a1, a2) WHERE t.\"id\" = u.a1::bigint");
    assertThat(update.expectedRows()).hasValue(1);
  }

  @Test
  void removesComeFirstAndReplacingRemovesWhatItPuts() {
    TargetTable table = table(false, false);
    List<TargetStatement> statements =
        new TableStatements(table)
            .of(
                effects(table, List.of(List.of("7")), List.of(), List.of(row("a", "1", null))),
                true)
            .toList();
    assertThat(statements.get(0).sql())
        .isEqualTo(
            "DELETE FROM ONLY \"app\".\"we\"\"ird\" AS t USING pg_catalog.unnest($1::text[]) AS u(a1)"
                + " WHERE t.\"id\" = u.a1::bigint");
    assertThat((String[]) statements.get(0).parameters().get(0)).containsExactly("7", "1");
    assertThat(statements.get(1).sql()).doesNotContain("ON CONFLICT");
  }

  @Test
  void cutsManyRowsSoThatTheTargetCanBeginWithTheFirst() {
    TargetTable table = table(false, false);
    List<RowImage> rows =
        IntStream.range(0, 4_500).mapToObj(i -> row("a", String.valueOf(i), null)).toList();
    List<TargetStatement> statements =
        new TableStatements(table).of(effects(table, List.of(), List.of(), rows), false).toList();
    assertThat(statements)
        .extracting(TargetStatement::sql)
        .hasSize(3)
        .containsOnly(statements.get(0).sql());
    assertThat(statements.stream().flatMap(s -> Stream.of((String[]) s.parameters().get(1))))
        .containsExactlyElementsOf(rows.stream().map(row -> row.value("id")).toList());
  }

  @Test
  void truncateBecomesDeleteWhereForeignKeysRefer() {
    assertThat(new TableStatements(table(false, false)).truncate().sql())
        .startsWith("TRUNCATE ONLY");
    assertThat(new TableStatements(table(false, true)).truncate().sql())
        .startsWith("DELETE FROM ONLY");
  }

  @Test
  void refusesAColumnThatTheTargetDoesNotHave() {
    TargetTable table = table(false, false);
    RowImage unknown = new RowImage(List.of("id", "added"), List.of("1", "x"));
    assertThatThrownBy(
            () ->
                new TableStatements(table)
                    .of(effects(table, List.of(), List.of(), List.of(unknown)), false)
                    .toList())
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("added");
  }
}
