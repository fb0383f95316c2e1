package io.tributary.files.sqlite.table;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import java.util.List;

/** The rows of an ordinary table are those that SQLite has under its name. */
record TableRowSource(CaptureTable table) implements RowSource {

  @Override
  public String from() {
    return quote(table.name());
  }

  @Override
  public String key(String column) {
    return "t." + quote(column);
  }

  @Override
  public String present() {
    return key(table.rowid() == null ? table.key().columns().get(0) : table.rowid());
  }

  @Override
  public List<String> scanOrder() {
    return table.rowid() == null
        ? table.key().columns().stream().map(this::key).toList()
        : List.of(key(table.rowid()));
  }

  @Override
  public List<String> read() {
    return table.carried().stream().map(column -> key(column.name())).toList();
  }

  @Override
  public List<List<SqliteValue>> rows(SqliteSession sqlite, List<List<SqliteValue>> read) {
    return read;
  }

  @Override
  public boolean watched() {
    return false;
  }
}
