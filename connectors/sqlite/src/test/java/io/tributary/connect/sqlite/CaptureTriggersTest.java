package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureTriggersTest {
  private static final Column ID = new Column("id", "INTEGER", Affinity.INTEGER, false, 1, false);
  private static final Column MAIL = new Column("ma\"il", "TEXT", Affinity.TEXT, false, 0, false);

  @Test
  void aTableWithoutOtherUniquesNeedsNoTriggerBefore() {
    assertThat(sql(List.of()))
        .containsExactly(
            "CREATE TRIGGER \"_tributary_capture_4_ai\" AFTER INSERT ON \"t\" BEGIN INSERT INTO \"_tributary_log\" (tbl, k0) VALUES (4, NEW.\"id\"); END",
            "CREATE TRIGGER \"_tributary_capture_4_au\" AFTER UPDATE ON \"t\" BEGIN INSERT INTO \"_tributary_log\" (tbl, k0) VALUES (4, NEW.\"id\"); END",
            "CREATE TRIGGER \"_tributary_capture_4_ak\" AFTER UPDATE OF \"id\", \"rowid\", \"_rowid_\", \"oid\" ON \"t\" WHEN OLD.\"id\" COLLATE BINARY IS NOT NEW.\"id\" BEGIN INSERT INTO \"_tributary_log\" (tbl, k0) VALUES (4, OLD.\"id\"); END",
            "CREATE TRIGGER \"_tributary_capture_4_ad\" AFTER DELETE ON \"t\" BEGIN INSERT INTO \"_tributary_log\" (tbl, k0) VALUES (4, OLD.\"id\"); END");
  }

  @Test
  void aUniqueColumnIsLookedUpBeforeOnlyWhenAStatementNamesIt() {
    UniqueIndex mail =
        new UniqueIndex("u", List.of(new UniqueIndex.Term("ma\"il", null, "NOCASE")), null, false);
    assertThat(sql(List.of(mail)))
        .contains(
            "CREATE TRIGGER \"_tributary_capture_4_bi\" BEFORE INSERT ON \"t\" BEGIN INSERT INTO \"_tributary_log\" (tbl, k0) SELECT 4, t.\"id\" FROM \"t\" AS t WHERE t.\"ma\"\"il\" = NEW.\"ma\"\"il\" COLLATE \"NOCASE\"; END")
        .anyMatch(sql -> sql.contains("BEFORE UPDATE OF \"ma\"\"il\" ON \"t\""));
  }

  @Test
  void theIndexOfAnExactKeyNeedsNoTriggerBeforeThoughNullsMayBeInIt() {
    UniqueIndex own =
        new UniqueIndex("k", List.of(new UniqueIndex.Term("ma\"il", null, "BINARY")), null, true);
    Key key = new Key(List.of("ma\"il"), Key.Kind.PRIMARY, true, true);
    Table table = new Table("t", "", List.of(MAIL), key, "rowid", List.of(own));
    assertThat(new CaptureTriggers(table, 4).all())
        .extracting(Trigger::name)
        .noneMatch(name -> name.endsWith("_bi") || name.endsWith("_bu"));
  }

  private static List<String> sql(List<UniqueIndex> unique) {
    Key key = new Key(List.of("id"), Key.Kind.ROWID_ALIAS, true, false);
    Table table = new Table("t", "", List.of(ID, MAIL), key, "rowid", unique);
    return new CaptureTriggers(table, 4).all().stream().map(Trigger::sql).toList();
  }
}
