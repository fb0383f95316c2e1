package io.tributary.connect.sqlite;

import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.List;

/** Reads the rows of a table that are put together from others, some at a time. */
record VectorScan(Sqlite sqlite, Table table, Charset encoding) {
  private static final int ROWS = 256;

  /** The same as {@link ScannedTable#read} for the whole table. */
  boolean read(List<Value> after, ScannedTable.Sink sink) throws SQLException {
    RowReader reader = new RowReader(sqlite, encoding);
    List<Value> place = after;
    List<RowReader.Scanned> rows = reader.scan(table, place, ROWS);
    while (!rows.isEmpty()) {
      for (RowReader.Scanned row : rows) {
        place = row.place();
        if (!sink.take(new Together(row))) {
          return false;
        }
      }
      rows = reader.scan(table, place, ROWS);
    }
    return true;
  }

  private record Together(RowReader.Scanned row) implements ScannedRow {
    @Override
    public Object stored(int column) {
      throw new IllegalStateException("the values of such a table are not stored as they are sent");
    }

    @Override
    public Value exact(int column) {
      return row.row().get(column);
    }

    @Override
    public List<Value> place() {
      return row.place();
    }
  }
}
