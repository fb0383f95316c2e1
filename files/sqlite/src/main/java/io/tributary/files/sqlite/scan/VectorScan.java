package io.tributary.files.sqlite.scan;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.table.CaptureTable;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a table that are put together from others, some at a time. */
record VectorScan(SqliteSession sqlite, CaptureTable table, Charset encoding) {
  private static final int ROWS = 256;

  /** The same as {@link ScannedTable#read} for the whole table. */
  boolean read(@Nullable List<SqliteValue> after, ScannedTable.Sink sink) throws SQLException {
    CaptureRowReader reader = new CaptureRowReader(sqlite, encoding);
    @Nullable List<SqliteValue> place = after;
    List<CaptureRowReader.Scanned> rows = reader.scan(table, place, ROWS);
    while (!rows.isEmpty()) {
      for (CaptureRowReader.Scanned row : rows) {
        place = row.place();
        if (!sink.take(new Together(row))) {
          return false;
        }
      }
      rows = reader.scan(table, place, ROWS);
    }
    return true;
  }

  private record Together(CaptureRowReader.Scanned row) implements ScannedRow {
    @Override
    public Object stored(int column) {
      throw new IllegalStateException("the values of such a table are not stored as they are sent");
    }

    @Override
    public SqliteValue exact(int column) {
      return row.row().get(column);
    }

    @Override
    public List<SqliteValue> place() {
      return row.place();
    }
  }
}
