package io.tributary.connect.sqlite;

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
record OwnTables(Predicate<String> wanted) implements CapturedTables {

  @Override
  public String connector() {
    return "sqlite";
  }

  @Override
  public Map<Long, Table> reconcile(Sqlite sqlite, String owner) throws SQLException {
    return new Installation(sqlite, wanted).reconcile(owner);
  }

  /** Tables do not come or go without a definition. */
  @Override
  public boolean changed(Sqlite sqlite) {
    return false;
  }

  @Override
  public String remark(Sqlite sqlite, Collection<Table> captured) throws SQLException {
    TableNames names = new SchemaReader(sqlite).names();
    Set<String> leftOut = new TreeSet<>(names.virtual().keySet());
    captured.forEach(table -> leftOut.remove(table.name()));
    return "; left out are the virtual tables "
        + leftOut
        + ", and as tables of their own "
        + names.shadows().keySet()
        + ", which virtual tables keep their rows in";
  }
}
