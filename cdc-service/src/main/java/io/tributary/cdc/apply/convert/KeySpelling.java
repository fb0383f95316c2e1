package io.tributary.cdc.apply.convert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tributary.common.change.RowImage;
import io.tributary.common.json.Json;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.table.ColumnMapping;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Spells the key of a row so that two rows of SQLite never share a spelling. */
final class KeySpelling {
  /** What SQLite writes as it is; a text that looks like it would be another value. */
  private static final Set<String> PLAIN = Set.of("text", "integer", "real");

  private final List<ColumnMapping> columns;

  KeySpelling(List<ColumnMapping> columns) {
    this.columns = columns;
  }

  String of(RowImage row) {
    ArrayNode out = Json.mapper().createArrayNode();
    for (ColumnMapping column : columns) {
      String value = row.value(column.source());
      String named = row.storageClasses().get(column.source());
      if (value != null && ambiguous(column.affinity(), named)) {
        out.addObject().put("class", named).put("value", value);
      } else {
        out.add(value);
      }
    }
    return out.toString();
  }

  boolean hasNull(RowImage row) {
    return columns.stream().anyMatch(column -> row.value(column.source()) == null);
  }

  private static boolean ambiguous(Affinity affinity, @Nullable String named) {
    return named != null && (affinity == Affinity.BLOB || !PLAIN.contains(named));
  }
}
