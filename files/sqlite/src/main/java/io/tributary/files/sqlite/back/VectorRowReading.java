package io.tributary.files.sqlite.back;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.scan.StoredRow;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.VectorTable;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.sqlite.parser.Vec0Column;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads rows of a vec0 table as they are in the transaction, with what is not written yet. */
record VectorRowReading(
    FileStatements statements,
    CaptureTable table,
    VectorTable vectors,
    Charset encoding,
    VectorSlots slots) {
  /** What a row is read with before its columns: its number, chunk and place in it. */
  private static final int FIRST = 3;

  /** A row and where it is. */
  record Placed(VectorPlace place, Map<String, SourceValue> values) {}

  /** The row of a key. */
  Optional<Placed> find(SourceValue key) {
    List<Placed> found = new ArrayList<>();
    Map<String, SourceValue> kept = Map.of(vectors.keptAs(), key);
    KeyCondition condition = new KeyCondition(vectors.rowids(), encoding);
    rows(" WHERE " + condition.sql(kept, 1), kept, found::add);
    return found.stream().findFirst();
  }

  /** All rows, chunk by chunk. */
  void each(Consumer<Placed> row) {
    rows(" ORDER BY t.\"chunk_id\", t.\"chunk_offset\"", Map.of(), row);
  }

  private void rows(String behind, Map<String, SourceValue> key, Consumer<Placed> consumer) {
    List<String> read = table.relation().read();
    String sql =
        "SELECT " + String.join(", ", read) + " FROM " + table.relation().from() + " AS t" + behind;
    statements.done(
        () -> {
          PreparedStatement statement = statements.prepared(sql);
          StoredValues.bind(statement, 1, key.values());
          try (ResultSet rows = statement.executeQuery()) {
            StoredRow row = new StoredRow(statement, rows, read.size(), 0, encoding);
            while (row.next()) {
              consumer.accept(placed(row));
            }
          }
          return true;
        });
  }

  private Placed placed(StoredRow row) {
    VectorPlace place = place(row.value(0), row.value(1), row.value(2));
    Map<String, SourceValue> values = new LinkedHashMap<>();
    if (vectors.declared().key().isEmpty()) {
      values.put(Vec0Table.ROWID, row.value(0));
    }
    List<Vec0Column> carried = vectors.carried();
    for (int i = 0; i < carried.size(); i++) {
      Vec0Column column = carried.get(i);
      SourceValue outside = row.value(FIRST + i);
      values.put(
          column.name(),
          VectorSlots.holds(column) ? slots.read(column, place).orElse(outside) : outside);
    }
    return new Placed(place, values);
  }

  private VectorPlace place(SourceValue rowid, SourceValue chunk, SourceValue offset) {
    if (rowid instanceof SourceValue.Whole row
        && chunk instanceof SourceValue.Whole number
        && offset instanceof SourceValue.Whole at
        && at.value() >= 0
        && at.value() < vectors.declared().chunkSize()) {
      return new VectorPlace(row.value(), number.value(), (int) at.value());
    }
    throw SqliteError.TABLE_UNREADABLE.failure(
        "row "
            + rowid.display()
            + " of the virtual table "
            + table.name()
            + " has no place in a chunk. Repair the table with sqlite-vec");
  }
}
