package io.tributary.cdc.source.postgresql.copy;

import io.tributary.cdc.copy.TableChunk;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The two statements between which the rows of a chunk flow; pure. */
final class CopyStatements {
  private final CopiedTable table;
  private final String columns;
  private final String format;

  CopyStatements(CopiedTable table) {
    this.table = table;
    this.columns =
        table.columns().stream()
            .map(column -> Sql.identifier(column.name()))
            .collect(Collectors.joining(", "));
    this.format = BinaryTypes.all(table) ? "binary" : "text";
  }

  /** At the source; children of the table are tables of their own. */
  String out(TableChunk chunk) {
    return "COPY (SELECT %s FROM ONLY %s%s) TO STDOUT (FORMAT %s)"
        .formatted(columns, Sql.table(table.name()), where(chunk), format);
  }

  /** At the target. */
  String in(TableName target) {
    // Without columns there is nothing to list: a table may have none.
    String list = columns.isEmpty() ? "" : " (" + columns + ")";
    return "COPY %s%s FROM STDIN (FORMAT %s)".formatted(Sql.table(target), list, format);
  }

  private String where(TableChunk chunk) {
    List<String> conditions = new ArrayList<>();
    if (chunk.lower() != null) {
      conditions.add(condition(key(chunk), ">=", chunk.lower()));
    }
    if (chunk.upper() != null) {
      conditions.add(condition(key(chunk), "<", chunk.upper()));
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private static String key(TableChunk chunk) {
    return Objects.requireNonNull(chunk.key(), "only a table with a key is cut");
  }

  private String condition(String key, String operator, String bound) {
    return "%s %s CAST(%s AS %s)"
        .formatted(Sql.identifier(key), operator, Sql.literal(bound), table.keyType());
  }
}
