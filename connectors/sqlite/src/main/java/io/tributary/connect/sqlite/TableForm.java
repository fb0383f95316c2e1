package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.scan.CaptureRowReader;
import io.tributary.files.sqlite.table.CaptureColumn;
import io.tributary.files.sqlite.table.CaptureTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** How a table's rows are written. Immutable. */
final class TableForm {
  private final CaptureTable table;
  private final String collection;
  private final String topic;
  private final boolean watched;
  private final List<CaptureColumn> columns;
  private final List<Integer> keyPlaces;
  private final Schema key;
  private final Schema row;
  private final Schema envelope;

  TableForm(CaptureTable table, String prefix) {
    this.table = table;
    this.columns = table.carried();
    this.keyPlaces = table.keyPlaces();
    this.watched = table.relation().watched();
    this.collection = table.fullName();
    String name = prefix + "." + collection;
    this.topic = name.replaceAll("[^a-zA-Z0-9._-]", "_");
    this.key = RowSchemas.row(name + ".Key", table.key().columns());
    this.row = RowSchemas.row(name + ".Value", columns.stream().map(CaptureColumn::name).toList());
    this.envelope = RowSchemas.envelope(name + ".Envelope", row);
  }

  CaptureTable table() {
    return table;
  }

  /** Its name in the stream. */
  String collection() {
    return collection;
  }

  /** Where its records go. */
  String topic() {
    return topic;
  }

  /** Whether rows can change without a trigger that tells so. */
  boolean watched() {
    return watched;
  }

  Schema keySchema() {
    return key;
  }

  Schema envelope() {
    return envelope;
  }

  /** The key's values of a row. */
  List<SqliteValue> keyOf(List<SqliteValue> values) {
    return keyPlaces.stream().map(values::get).toList();
  }

  /**
   * Whether no row has exactly this key. A NULL in it says nothing about which of the rows with
   * NULL was meant, so they are removed and sent again.
   */
  boolean gone(CaptureRowReader.Found found) {
    if (found.row() == null || found.key().stream().anyMatch(SqliteValue::isNull)) {
      return true;
    }
    List<SqliteValue> present = keyOf(found.row());
    return IntStream.range(0, present.size())
        .anyMatch(i -> !present.get(i).same(found.key().get(i)));
  }

  Struct key(List<SqliteValue> values) {
    return filled(key, values);
  }

  Struct row(List<SqliteValue> values) {
    return filled(row, values);
  }

  /** A row of which only the key is known. */
  List<SqliteValue> onlyKey(List<SqliteValue> key) {
    SqliteValue[] values = new SqliteValue[columns.size()];
    java.util.Arrays.fill(values, SqliteValue.NULL);
    for (int i = 0; i < key.size(); i++) {
      values[keyPlaces.get(i)] = key.get(i);
    }
    return List.of(values);
  }

  private static Struct filled(Schema schema, List<SqliteValue> values) {
    Struct struct = new Struct(schema);
    for (int i = 0; i < values.size(); i++) {
      struct.put(schema.fields().get(i), values.get(i).literal());
    }
    return struct;
  }

  /** The classes of the values that are not what their columns are declared for; null for none. */
  @Nullable Map<String, String> unexpected(List<SqliteValue> values) {
    Map<String, String> classes = CaptureColumn.unexpected(columns, values);
    return classes.isEmpty() ? null : classes;
  }

  /** What the table looks like. */
  Map<String, Object> shape() {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("schema", table.schema());
    shape.put("table", table.name());
    shape.put("key", table.key().columns());
    shape.put("columns", columns.stream().map(this::shape).toList());
    return shape;
  }

  private Map<String, Object> shape(CaptureColumn column) {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("name", column.name());
    shape.put("type", (long) column.affinity().oid());
    shape.put("modifier", -1L);
    shape.put("declared", column.declared());
    shape.put("generated", column.generated());
    shape.put("hidden", table.key().hidden() && column.name().equals(table.rowid()));
    return shape;
  }
}
