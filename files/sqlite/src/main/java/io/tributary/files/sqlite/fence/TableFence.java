package io.tributary.files.sqlite.fence;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.capture.TriggerDefinition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fence around whole tables: other tables of the file stay open.
 *
 * @param tables by name
 */
record TableFence(Collection<String> tables) implements FenceForm {

  @Override
  public List<String> statements(SqliteSession sqlite, String prefix, String message)
      throws SQLException {
    FencedTables fenced = FencedTables.of(sqlite, tables);
    List<String> statements = new ArrayList<>();
    Stream.concat(
            TableFenceTriggers.of(prefix, fenced.triggered(), message).stream(),
            TableFenceTriggers.indexes(prefix, fenced.indexed()).stream())
        .map(TriggerDefinition::sql)
        .forEach(statements::add);
    return statements;
  }

  @Override
  public Set<String> open(SqliteSession sqlite, String prefix) throws SQLException {
    List<String> triggered =
        sqlite.list(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB ?"
                + " GROUP BY tbl_name HAVING count(*) = 3",
            row -> row.getString(1),
            prefix + "*");
    List<FencedTables.Blob> indexed =
        sqlite.list(
            "SELECT m.tbl_name, i.name FROM sqlite_master AS m, pragma_index_info(m.name) AS i"
                + " WHERE m.type = 'index' AND m.name GLOB ?",
            row -> new FencedTables.Blob(row.getString(1), row.getString(2)),
            prefix + TableFenceTriggers.INDEX + "*");
    return FencedTables.of(sqlite, tables).open(triggered, indexed);
  }
}
