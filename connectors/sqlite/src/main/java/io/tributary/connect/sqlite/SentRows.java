package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.SqliteValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * What was sent last of the rows whose changes fire no trigger: 64 bits for each, by which a
 * changed one is told. It is lost with the task. Not thread-safe.
 */
final class SentRows {
  private final Map<String, Map<List<String>, Long>> tables = new HashMap<>();

  /** Whether nothing is known of a table that has to be compared. */
  boolean unknown(TableForm form) {
    return form.watched() && !tables.containsKey(form.collection());
  }

  void clear() {
    tables.clear();
  }

  /** The table is sent again from its beginning. */
  void begin(TableForm form) {
    if (form.watched()) {
      tables.put(form.collection(), new HashMap<>());
    }
  }

  /** Remembers a row as sent. */
  void put(TableForm form, List<SqliteValue> row) {
    if (form.watched()) {
      tables
          .computeIfAbsent(form.collection(), name -> new HashMap<>())
          .put(key(form.keyOf(row)), digest(row));
    }
  }

  /** Whether the row was sent like this. */
  boolean has(TableForm form, List<SqliteValue> row) {
    Map<List<String>, Long> rows = tables.getOrDefault(form.collection(), Map.of());
    return Long.valueOf(digest(row)).equals(rows.get(key(form.keyOf(row))));
  }

  void remove(TableForm form, List<SqliteValue> key) {
    Map<List<String>, Long> rows = tables.get(form.collection());
    if (rows != null) {
      rows.remove(key(key));
    }
  }

  private static List<String> key(List<SqliteValue> key) {
    return key.stream().map(SqliteValue::literal).toList();
  }

  /** Two checksums of different kinds, so that a change that one does not see is seen by both. */
  private static long digest(List<SqliteValue> row) {
    return (digest(row, new CRC32()) << Integer.SIZE) | digest(row, new CRC32C());
  }

  private static long digest(List<SqliteValue> row, Checksum sum) {
    for (SqliteValue value : row) {
      byte[] bytes = bytes(value);
      sum.update(value.storage().ordinal());
      sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      sum.update(bytes);
    }
    return sum.getValue();
  }

  private static byte[] bytes(SqliteValue value) {
    return value.raw() instanceof byte[] bytes
        ? bytes
        : String.valueOf(value.literal()).getBytes(StandardCharsets.UTF_8);
  }
}
