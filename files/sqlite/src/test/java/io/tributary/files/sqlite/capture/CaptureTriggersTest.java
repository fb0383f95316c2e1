package io.tributary.files.sqlite.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.sqlite.table.CaptureColumn;
import io.tributary.files.sqlite.table.CaptureKey;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.TypeAffinity;
import io.tributary.files.sqlite.table.UniqueIndex;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureTriggersTest {
  private static final CaptureColumn ID =
      new CaptureColumn("id", "INTEGER", TypeAffinity.INTEGER, false, 1, false);
  private static final CaptureColumn MAIL =
      new CaptureColumn("ma\"il", "TEXT", TypeAffinity.TEXT, false, 0, false);

  @Test
  void aTableWithoutOtherUniquesNeedsNoTriggerBefore() {
    assertThat(sql(List.of()))
        .containsExactly(
            "CREATE TRIGGER \"_tributary_capture_4_ai\" AFTER INSERT ON \"t\" BEGIN INSERT INTO"
                + " \"_tributary_log\" (tbl, k0) VALUES (4, NEW.\"id\"); END",
            "CREATE TRIGGER \"_tributary_capture_4_au\" AFTER UPDATE ON \"t\" BEGIN INSERT INTO"
                + " \"_tributary_log\" (tbl, k0) VALUES (4, NEW.\"id\"); END",
            "CREATE TRIGGER \"_tributary_capture_4_ak\" AFTER UPDATE OF \"id\", \"rowid\","
                + " \"_rowid_\", \"oid\" ON \"t\" WHEN OLD.\"id\" COLLATE BINARY IS NOT NEW.\"id\""
                + " BEGIN INSERT INTO \"_tributary_log\" (tbl, k0) VALUES (4, OLD.\"id\"); END",
            "CREATE TRIGGER \"_tributary_capture_4_ad\" AFTER DELETE ON \"t\" BEGIN INSERT INTO"
                + " \"_tributary_log\" (tbl, k0) VALUES (4, OLD.\"id\"); END");
  }

  @Test
  void aUniqueColumnIsLookedUpBeforeOnlyWhenAStatementNamesIt() {
    UniqueIndex mail =
        new UniqueIndex("u", List.of(new UniqueIndex.Column("ma\"il", "NOCASE")), null, false);
    assertThat(sql(List.of(mail)))
        .contains(
            "CREATE TRIGGER \"_tributary_capture_4_bi\" BEFORE INSERT ON \"t\" BEGIN INSERT INTO"
                + " \"_tributary_log\" (tbl, k0) SELECT 4, t.\"id\" FROM \"t\" AS t WHERE"
                + " t.\"ma\"\"il\" = NEW.\"ma\"\"il\" COLLATE \"NOCASE\"; END")
        .anyMatch(sql -> sql.contains("BEFORE UPDATE OF \"ma\"\"il\" ON \"t\""));
  }

  @Test
  void theIndexOfAnExactKeyNeedsNoTriggerBeforeThoughNullsMayBeInIt() {
    UniqueIndex own =
        new UniqueIndex("k", List.of(new UniqueIndex.Column("ma\"il", "BINARY")), null, true);
    CaptureKey key = new CaptureKey(List.of("ma\"il"), CaptureKey.Kind.PRIMARY, true, true);
    CaptureTable table = CaptureTable.ordinary("t", "", List.of(MAIL), key, "rowid", List.of(own));
    assertThat(new CaptureTriggers(table, 4).all())
        .extracting(TriggerDefinition::name)
        .noneMatch(name -> name.endsWith("_bi") || name.endsWith("_bu"));
  }

  private static List<String> sql(List<UniqueIndex> unique) {
    CaptureKey key = new CaptureKey(List.of("id"), CaptureKey.Kind.ROWID_ALIAS, true, false);
    CaptureTable table = CaptureTable.ordinary("t", "", List.of(ID, MAIL), key, "rowid", unique);
    return new CaptureTriggers(table, 4).all().stream().map(TriggerDefinition::sql).toList();
  }
}
