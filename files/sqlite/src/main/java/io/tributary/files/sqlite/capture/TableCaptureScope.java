package io.tributary.files.sqlite.capture;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.CaptureTableReader;
import io.tributary.files.sqlite.table.TableNames;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The file's own tables.
 *
 * @param wanted by name
 */
public record TableCaptureScope(Predicate<String> wanted) implements CaptureScope {

  @Override
  public String connector() {
    return "sqlite";
  }

  @Override
  public Map<Long, CaptureTable> reconcile(SqliteSession sqlite, String owner) throws SQLException {
    return new CaptureInstallation(sqlite, wanted).reconcile(owner);
  }

  /** Tables do not come or go without a definition. */
  @Override
  public boolean changed(SqliteSession sqlite) {
    return false;
  }

  @Override
  public String remark(SqliteSession sqlite, Collection<CaptureTable> captured)
      throws SQLException {
    TableNames names = new CaptureTableReader(sqlite).names();
    Set<String> leftOut = new TreeSet<>(names.virtual().keySet());
    captured.forEach(table -> leftOut.remove(table.name()));
    return "; left out are the virtual tables "
        + leftOut
        + ", and as tables of their own "
        + names.shadows().keySet()
        + ", which virtual tables keep their rows in";
  }
}
