package io.tributary.cdc.apply.convert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tributary.common.change.RowImage;
import io.tributary.common.json.Json;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.StorageClass;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.table.ColumnMapping;
import java.util.List;
import java.util.Map;
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
      add(out, column.affinity(), value, row.storageClasses().get(column.source()));
    }
    return out.toString();
  }

  /** The same of a key as the file stores it, by column of the source. */
  String of(Map<String, SourceValue> stored) {
    ArrayNode out = Json.mapper().createArrayNode();
    for (ColumnMapping column : columns) {
      SqliteValue value = sent(stored.getOrDefault(column.source(), SourceValue.NULL));
      // The stream names no class where it is what the column leads to expect.
      boolean expected = column.affinity() == Affinity.BLOB && value.storage() == StorageClass.BLOB;
      add(out, column.affinity(), value.literal(), expected ? null : value.storage().label());
    }
    return out.toString();
  }

  private static SqliteValue sent(SourceValue value) {
    if (value instanceof SourceValue.Whole whole) {
      return SqliteValue.of(whole.value());
    }
    if (value instanceof SourceValue.Real real) {
      return SqliteValue.of(real.value());
    }
    if (value instanceof SourceValue.Text text) {
      return SqliteValue.text(text.value().getBytes(UTF_8), UTF_8);
    }
    return value instanceof SourceValue.Bytes bytes
        ? SqliteValue.blob(bytes.value())
        : SqliteValue.NULL;
  }

  private static void add(
      ArrayNode out, Affinity affinity, @Nullable String value, @Nullable String named) {
    if (value != null && ambiguous(affinity, named)) {
      out.addObject().put("class", named).put("value", value);
    } else {
      out.add(value);
    }
  }

  boolean hasNull(RowImage row) {
    return columns.stream().anyMatch(column -> row.value(column.source()) == null);
  }

  private static boolean ambiguous(Affinity affinity, @Nullable String named) {
    return named != null && (affinity == Affinity.BLOB || !PLAIN.contains(named));
  }
}
