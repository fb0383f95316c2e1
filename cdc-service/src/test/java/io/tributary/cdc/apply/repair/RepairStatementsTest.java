package io.tributary.cdc.apply.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.apply.table.KeyChoice;
import io.tributary.cdc.apply.table.TargetColumn;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.model.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairStatementsTest {
  private static final TargetTable TARGET =
      new TargetTable(
          new TableName("app", "Item"),
          List.of(
              new TargetColumn("id", "bigint", false, true),
              new TargetColumn("part", "text", false, false),
              new TargetColumn("twice", "text", true, false)),
          new KeyChoice(List.of("id", "part"), false, true),
          false,
          true);
  private final RepairStatements statements =
      new RepairStatements(
          new RepairedTable(
              7,
              new TableName("public", "Item"),
              false,
              List.of("id", "part"),
              List.of("bigint", "text"),
              TARGET));

  @Test
  void readsAllColumnsThatAreWrittenWithTheVersionOfTheRow() {
    assertThat(statements.sourceRows())
        .isEqualTo(
            "SELECT u.i, t.tableoid::text || ' ' || t.ctid::text || ' ' || t.xmin::text,"
                + " CASE WHEN pg_catalog.num_nulls(t.\"id\") = 0"
                + " THEN pg_catalog.format('%s', t.\"id\") END,"
                + " CASE WHEN pg_catalog.num_nulls(t.\"part\") = 0"
                + " THEN pg_catalog.format('%s', t.\"part\") END"
                + " FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS u(k0, k1, i)"
                + " JOIN ONLY \"public\".\"Item\" AS t"
                + " ON t.\"id\" = u.k0::bigint AND t.\"part\" = u.k1::text");
  }

  @Test
  void deletesOnlyTheVersionThatWasRead() {
    assertThat(statements.delete())
        .isEqualTo(
            "DELETE FROM \"app\".\"Item\" AS t"
                + " WHERE t.\"id\" = $1::text::bigint AND t.\"part\" = $2::text::text"
                + " AND t.tableoid::text || ' ' || t.ctid::text || ' ' || t.xmin::text = $3");
  }

  @Test
  void readsVersionsOfThePartitionsAtTheTarget() {
    assertThat(statements.targetVersions())
        .contains("unnest($1::text[], $2::text[])")
        .contains("JOIN \"app\".\"Item\" AS t");
  }
}
