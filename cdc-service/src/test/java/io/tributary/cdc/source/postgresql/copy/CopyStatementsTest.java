package io.tributary.cdc.source.postgresql.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.copy.TableChunk;
import io.tributary.common.model.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyStatementsTest {
  private static final CopiedTable TABLE = CopiedTableTest.table("id", true, 1);
  private static final TableName COPY = new TableName("app", "T");

  @Test
  void readsARangeOfKeysOfTheTableAlone() {
    TableChunk chunk = new TableChunk(1, TABLE.name(), "id", "1", "it's", -1);

    assertThat(new CopyStatements(TABLE).out(chunk))
        .isEqualTo(
            "COPY (SELECT \"id\", \"the \"\"v\"\"\" FROM ONLY \"public\".\"t\""
                + " WHERE \"id\" >= CAST('1' AS integer) AND \"id\" < CAST('it''s' AS integer))"
                + " TO STDOUT (FORMAT binary)");
    assertThat(new CopyStatements(TABLE).in(COPY))
        .isEqualTo("COPY \"app\".\"T\" (\"id\", \"the \"\"v\"\"\") FROM STDIN (FORMAT binary)");
  }

  @Test
  void writesTextWhereATypeIsNotPostgresqlsOwn() {
    CopiedTable table =
        TABLE.with(List.of(new CopiedTable.Column("id", 23), new CopiedTable.Column("m", 16_400)));
    TableChunk whole = new TableChunk(1, TABLE.name(), "id", null, null, -1);

    assertThat(new CopyStatements(table).out(whole)).endsWith("\"t\") TO STDOUT (FORMAT text)");
    assertThat(new CopyStatements(table).in(COPY)).endsWith("FROM STDIN (FORMAT text)");
  }
}
