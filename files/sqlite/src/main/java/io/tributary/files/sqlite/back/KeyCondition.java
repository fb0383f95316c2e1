package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.SqliteNames.literal;
import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.TextBytes;
import io.tributary.files.sqlite.table.CaptureKey;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.UniqueIndex;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The condition that finds the row of a key: equal by storage class and byte, and all the same by a
 * search in the key's own index, whose collation may take more for equal. Pure.
 */
record KeyCondition(CaptureTable table, Charset encoding) {
  private static final String BINARY = "BINARY";

  /** The condition with numbered parameters, the first of which has this number. */
  String sql(Map<String, SourceValue> key, int first) {
    StringJoiner condition = new StringJoiner(" AND ");
    int place = first;
    for (Map.Entry<String, SourceValue> part : key.entrySet()) {
      condition.add(equal(part.getKey(), part.getValue(), "?" + place++));
    }
    return condition.toString();
  }

  private String equal(String column, SourceValue value, String parameter) {
    String name = quote(column);
    if (value instanceof SourceValue.Nothing) {
      return name + " IS " + parameter;
    }
    if (table.key().kind() == CaptureKey.Kind.ROWID_ALIAS || table.key().hidden()) {
      return name + " = " + parameter;
    }
    if (value instanceof SourceValue.Text) {
      return text(name, collation(column), parameter);
    }
    if (value instanceof SourceValue.Bytes bytes && !TextBytes.readable(bytes.value(), encoding)) {
      return name
          + " IN ("
          + parameter
          + ", CAST("
          + parameter
          + " AS TEXT)) AND typeof("
          + name
          + ") IN ('blob', 'text')";
    }
    return name + " = " + parameter + " AND typeof(" + name + ") = " + literal(type(value));
  }

  private static String text(String name, String collation, String parameter) {
    String searched = name + " = " + parameter + " COLLATE " + quote(collation);
    String exact = name + " = " + parameter + " COLLATE BINARY AND typeof(" + name + ") = 'text'";
    return collation.equalsIgnoreCase(BINARY) ? exact : searched + " AND " + exact;
  }

  private static String type(SourceValue value) {
    return value instanceof SourceValue.Whole
        ? "integer"
        : value instanceof SourceValue.Real ? "real" : "blob";
  }

  private String collation(String column) {
    return table.unique().stream()
        .filter(UniqueIndex::plain)
        .flatMap(index -> index.columns().stream())
        .filter(indexed -> indexed.name().equalsIgnoreCase(column))
        .map(UniqueIndex.Column::collation)
        .findFirst()
        .orElse(BINARY);
  }
}
