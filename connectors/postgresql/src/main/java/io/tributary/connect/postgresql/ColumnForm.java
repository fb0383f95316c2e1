package io.tributary.connect.postgresql;

import io.debezium.spi.converter.RelationalColumn;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * What the stream says of a column besides its values. It travels through Debezium in the column's
 * field schema, so that every row carries the form that its table had when the row was written.
 *
 * @param name the column
 * @param type the type's oid at the source
 * @param modifier the type's modifier as {@code pg_attribute.atttypmod} holds it, -1 for none
 */
record ColumnForm(String name, long type, int modifier) {

  private static final String TYPE = "tributary.type";
  private static final String MODIFIER = "tributary.modifier";

  /** The form that {@link TextTypeRegistry} put into Debezium's column. */
  static ColumnForm of(RelationalColumn column) {
    return new ColumnForm(
        column.name(), Integer.toUnsignedLong(column.nativeType()), column.length().orElse(-1));
  }

  static ColumnForm of(Field field) {
    Map<String, String> parameters = field.schema().parameters();
    return new ColumnForm(
        field.name(),
        Long.parseLong(parameters.get(TYPE)),
        Integer.parseInt(parameters.get(MODIFIER)));
  }

  SchemaBuilder in(SchemaBuilder schema) {
    return schema
        .parameter(TYPE, String.valueOf(type))
        .parameter(MODIFIER, String.valueOf(modifier));
  }

  Map<String, Object> asRecord() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("name", name);
    record.put("type", type);
    record.put("modifier", modifier);
    return record;
  }
}
