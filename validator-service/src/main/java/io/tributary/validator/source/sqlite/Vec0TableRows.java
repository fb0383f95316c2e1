package io.tributary.validator.source.sqlite;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.sqlite.parser.Vec0Column;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.source.converted.FileTableRows;
import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.RowColumns;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import io.tributary.validator.source.sqlite.file.StoredValue;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a vec0 table, read as the module itself walks through them: chunk by chunk, each with
 * the bits that say which places are taken and the rowids of these. The module is not needed.
 */
final class Vec0TableRows implements FileTableRows {
  /** Characters of values after which a piece is large enough, whatever its number of rows. */
  private static final long PIECE_SIZE = 4_000_000;

  private final SqliteFileReader file;
  private final Charset encoding;
  private final TableMapping mapping;
  private final Vec0Table table;
  private final boolean textKey;
  private final RowColumns columns;

  Vec0TableRows(SqliteFileReader file, Charset encoding, TableMapping mapping, Vec0Table table) {
    this.file = file;
    this.encoding = encoding;
    this.mapping = mapping;
    this.table = table;
    this.textKey = table.key().filter(key -> key.type().equals("text")).isPresent();
    this.columns = new RowColumns(mapping.columns().stream().map(ColumnMapping::source).toList());
  }

  @Override
  public long count() throws SQLException {
    return file.number("SELECT count(*) FROM " + Sql.identifier(table.rowids())).orElse(0L);
  }

  @Override
  public List<FileRow> behind(@Nullable List<StoredValue> place, int rows) throws SQLException {
    long chunk = place == null ? Long.MIN_VALUE : (Long) place.get(0).present();
    int next = place == null ? 0 : (int) (long) (Long) place.get(1).present() + 1;
    List<FileRow> found = new ArrayList<>();
    while (found.isEmpty()) {
      List<Long> ids =
          file.list(
              "SELECT chunk_id FROM "
                  + Sql.identifier(table.name() + "_chunks")
                  + " WHERE chunk_id >= ? ORDER BY chunk_id LIMIT 2",
              row -> row.getLong(1),
              chunk);
      if (ids.isEmpty()) {
        return found;
      }
      if (ids.get(0) != chunk) {
        next = 0;
      }
      Vec0Chunk places = Vec0Chunk.read(file, table, ids.get(0));
      long size = 0;
      for (int at = next; at < places.size() && found.size() < rows && size < PIECE_SIZE; at++) {
        if (places.taken(at)) {
          found.add(row(places, at));
          size += found.get(found.size() - 1).size();
        }
      }
      if (ids.size() == 1) {
        return found;
      }
      chunk = ids.get(1);
      next = 0;
    }
    return found;
  }

  @Override
  public List<FileRow> withKeys(Collection<List<String>> keys) throws SQLException {
    Map<Long, List<Integer>> wanted = new TreeMap<>();
    for (List<String> key : keys) {
      file.list(
          "SELECT chunk_id, chunk_offset FROM "
              + Sql.identifier(table.rowids())
              + (textKey ? " WHERE id = ?" : " WHERE rowid = ?"),
          row ->
              wanted.computeIfAbsent(row.getLong(1), chunk -> new ArrayList<>()).add(row.getInt(2)),
          textKey ? key.get(0) : Long.valueOf(key.get(0)));
    }
    List<FileRow> found = new ArrayList<>();
    for (Map.Entry<Long, List<Integer>> chunk : wanted.entrySet()) {
      Vec0Chunk places = Vec0Chunk.read(file, table, chunk.getKey());
      for (int at : chunk.getValue()) {
        found.add(row(places, at));
      }
    }
    return found;
  }

  private FileRow row(Vec0Chunk places, int at) throws SQLException {
    Vec0Values values = new Vec0Values(file, encoding, table, places);
    long rowid = places.rowid(at);
    StoredValue id = textKey ? values.outside("_rowids", "id", rowid) : StoredValue.integer(rowid);
    List<StoredValue> cells = new ArrayList<>();
    for (ColumnMapping mapped : mapping.columns()) {
      cells.add(
          mapping.key().contains(mapped.source())
              ? id
              : values.of(column(mapped.source()), at, rowid));
    }
    return FileRow.of(
        List.of(StoredValue.integer(places.chunk()), StoredValue.integer(at)),
        List.of(id.text()),
        columns,
        cells);
  }

  private Vec0Column column(String name) {
    return table.declared().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public Charset encoding() {
    return encoding;
  }

  /** The module writes vectors by BLOB handles, which run no trigger. */
  @Override
  public boolean logged() {
    return false;
  }
}
