package io.tributary.files.sqlite.table;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.mapping.sqlite.parser.Vec0Column;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of a vec0 table, put together from the tables beside it: which rows there are and in
 * which place of which chunk stands in one of them, the chunks are BLOBs in others. A scan goes
 * chunk by chunk, so that each is read once in a while only.
 */
record VectorRowSource(VectorTable table) implements RowSource {
  /** What stands in a row that was read before the values of its columns. */
  private static final int FIRST = 3;

  @Override
  public String from() {
    return quote(table.rowids().name());
  }

  @Override
  public String key(String column) {
    return "t." + quote(table.keptAs());
  }

  @Override
  public String present() {
    return "t.\"rowid\"";
  }

  /** A row without a place is no row that the module knows, and is refused when it is read. */
  @Override
  public List<String> scanOrder() {
    return List.of("ifnull(t.\"chunk_id\", -1)", "ifnull(t.\"chunk_offset\", -1)", present());
  }

  /** The rowid and the place come first, then for each column what is not in a chunk. */
  @Override
  public List<String> read() {
    List<String> read = new ArrayList<>(List.of(present(), "t.\"chunk_id\"", "t.\"chunk_offset\""));
    table.carried().forEach(column -> read.add(outside(column)));
    return read;
  }

  private String outside(Vec0Column column) {
    return switch (column.role()) {
      case KEY -> key(column.name());
      case PARTITION ->
          "(SELECT x."
              + quote(column.numbered("partition"))
              + " FROM "
              + quote(table.name() + Vec0Table.CHUNKS)
              + " AS x WHERE x.\"chunk_id\" = t.\"chunk_id\")";
      case AUXILIARY -> byRowid(Vec0Table.AUXILIARY, column.numbered("value"));
      case METADATA -> column.text() ? byRowid(column.numbered(Vec0Table.TEXTS), "data") : "NULL";
      case VECTOR -> "NULL";
    };
  }

  private String byRowid(String shadow, String column) {
    return "(SELECT x."
        + quote(column)
        + " FROM "
        + quote(table.name() + shadow)
        + " AS x WHERE x.\"rowid\" = t.\"rowid\")";
  }

  @Override
  public List<List<SqliteValue>> rows(SqliteSession sqlite, List<List<SqliteValue>> read)
      throws SQLException {
    VectorChunks chunks = new VectorChunks(sqlite, table);
    List<Vec0Column> columns = table.carried();
    List<List<SqliteValue>> rows = new ArrayList<>(Collections.nCopies(read.size(), null));
    for (int at : byChunk(read)) {
      List<SqliteValue> row = read.get(at);
      VectorChunks.Place place = chunks.place(row.get(0), row.get(1), row.get(2));
      List<SqliteValue> values = new ArrayList<>(columns.size() + 1);
      if (table.declared().key().isEmpty()) {
        values.add(row.get(0));
      }
      for (int i = 0; i < columns.size(); i++) {
        SqliteValue outside = row.get(i + FIRST);
        Optional<VectorChunk> chunk = chunks.of(columns.get(i), place);
        values.add(chunk.isEmpty() ? outside : value(chunk.get(), place, outside));
      }
      rows.set(at, values);
    }
    return rows;
  }

  private static SqliteValue value(
      VectorChunk chunk, VectorChunks.Place place, SqliteValue outside) {
    Optional<SqliteValue> value = chunk.value(place.offset());
    if (value.isEmpty() && !(outside.raw() instanceof byte[])) {
      throw place.unreadable("the text of column " + chunk.column().name() + " is missing");
    }
    return value.orElse(outside);
  }

  /** Where the rows are in the list, those of one chunk together: it is a large BLOB. */
  private static List<Integer> byChunk(List<List<SqliteValue>> read) {
    return IntStream.range(0, read.size())
        .boxed()
        .sorted(Comparator.comparing(at -> String.valueOf(read.get(at).get(1).literal())))
        .toList();
  }

  @Override
  public boolean watched() {
    return true;
  }
}
