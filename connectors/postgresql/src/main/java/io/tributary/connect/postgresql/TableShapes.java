package io.tributary.connect.postgresql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Puts the shape of a table into the stream, before the first row that has it: at each start and
 * after each change of the table's definition. Rows alone do not tell that a column's type was
 * changed or that a column was renamed.
 *
 * <p>PostgreSQL describes a table in the stream before its rows whenever something of it may have
 * changed, and Debezium makes a new schema object then; a shape that comes again unchanged does no
 * harm. Snapshot rows have none: their schema is not from the stream. Not thread-safe: the polling
 * thread owns it.
 */
final class TableShapes {

  private static final String SNAPSHOT_ROW = "r";
  private static final String TRUNCATE = "t";

  private final Map<String, Described> described = new HashMap<>();

  /** A table's schema that was put into the stream; a TRUNCATE does not know the key. */
  private record Described(Schema schema, boolean withKey) {}

  /** The shape of the record's table, where that is due before it. */
  Optional<SourceRecord> before(SourceRecord record) {
    if (!isStreamedRow(record)) {
      return Optional.empty();
    }
    Struct source = ((Struct) record.value()).getStruct("source");
    String table = source.getString("schema") + "\0" + source.getString("table");
    boolean withKey = !TRUNCATE.equals(operation(record));
    Described last = described.get(table);
    if (last != null && last.schema() == record.valueSchema() && (last.withKey() || !withKey)) {
      return Optional.empty();
    }
    described.put(table, new Described(record.valueSchema(), withKey));
    return Optional.of(shape(record, source, withKey));
  }

  private static boolean isStreamedRow(SourceRecord record) {
    if (!(record.value() instanceof Struct value)
        || value.schema().field("op") == null
        || value.schema().field("after") == null) {
      return false;
    }
    return !SNAPSHOT_ROW.equals(value.getString("op"));
  }

  private static String operation(SourceRecord record) {
    return ((Struct) record.value()).getString("op");
  }

  private static SourceRecord shape(SourceRecord row, Struct source, boolean withKey) {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("schema", source.getString("schema"));
    shape.put("table", source.getString("table"));
    if (withKey) {
      shape.put("key", key(row.keySchema()));
    }
    shape.put("columns", columns(row.valueSchema().field("after").schema()));
    return new SourceRecord(
        row.sourcePartition(),
        row.sourceOffset(),
        row.topic(),
        row.kafkaPartition(),
        null,
        null,
        null,
        Map.of("shape", shape));
  }

  private static List<String> key(Schema key) {
    return key == null ? List.of() : key.fields().stream().map(Field::name).toList();
  }

  private static List<Map<String, Object>> columns(Schema row) {
    List<Map<String, Object>> columns = new ArrayList<>();
    row.fields().forEach(field -> columns.add(ColumnForm.of(field).asRecord()));
    return columns;
  }
}
