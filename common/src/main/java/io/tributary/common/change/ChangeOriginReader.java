package io.tributary.common.change;

import com.fasterxml.jackson.core.JsonParser;
import io.tributary.common.model.TableName;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads where a change comes from: an envelope's {@code source}. Not thread-safe. */
final class ChangeOriginReader {
  private final Map<TableName, TableName> tables = new HashMap<>();
  private String schema = "";
  private @Nullable String table;
  private long lsn;
  private long commitMillis;
  private boolean reread;
  private Map<String, String> storageClasses = Map.of();

  /** Forgets what was read last. */
  void clear() {
    schema = "";
    table = null;
    lsn = 0;
    commitMillis = 0;
    reread = false;
    storageClasses = Map.of();
  }

  /** Reads the block at the parser's place. */
  void read(JsonParser parser) throws IOException {
    JsonFields.object(parser, field -> field(parser, field));
  }

  private void field(JsonParser parser, String name) throws IOException {
    switch (name) {
      case "schema" -> schema = Objects.requireNonNullElse(JsonFields.text(parser), "");
      case "table" -> table = JsonFields.text(parser);
      case "lsn" -> lsn = JsonFields.number(parser);
      case "ts_ms" -> commitMillis = JsonFields.number(parser);
      case "reread" -> reread = JsonFields.flag(parser);
      case "storage_classes" -> storageClasses = classes(parser);
      default -> parser.skipChildren();
    }
  }

  private static Map<String, String> classes(JsonParser parser) throws IOException {
    Map<String, String> found = new HashMap<>();
    JsonFields.object(parser, column -> found.put(column, JsonFields.text(parser)));
    return Map.copyOf(found);
  }

  /** The table that was read, always the same instance for the same name. */
  TableName table() {
    if (table == null) {
      throw new IllegalArgumentException("a change without a table");
    }
    return tables.computeIfAbsent(new TableName(schema, table), same -> same);
  }

  long lsn() {
    return lsn;
  }

  long commitMillis() {
    return commitMillis;
  }

  boolean reread() {
    return reread;
  }

  /** The row with what the block says about its values. */
  @Nullable RowImage classified(@Nullable RowImage row) {
    return row == null || storageClasses.isEmpty()
        ? row
        : new RowImage(row.columns(), row.values(), storageClasses);
  }
}
