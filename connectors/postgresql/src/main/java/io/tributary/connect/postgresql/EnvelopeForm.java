package io.tributary.connect.postgresql;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** How the events of one table, or the messages, are written: where their fields are. Immutable. */
final class EnvelopeForm {
  private final Field operation;
  private final Field source;
  private final Field lsn;
  private final Field commitMillis;
  private final Field schema;
  private final Field table;
  private final @Nullable Field transaction;
  private final @Nullable Field message;
  private final @Nullable RowForm before;
  private final @Nullable RowForm after;
  private volatile @Nullable RowForm key;

  EnvelopeForm(Schema envelope) {
    operation = envelope.field("op");
    source = envelope.field("source");
    lsn = source.schema().field("lsn");
    commitMillis = source.schema().field("ts_ms");
    schema = source.schema().field("schema");
    table = source.schema().field("table");
    transaction = envelope.field("transaction");
    message = envelope.field("message");
    before = RowForm.in(envelope, "before");
    after = RowForm.in(envelope, "after");
  }

  void write(JsonGenerator json, Struct event, @Nullable Struct rowKey) throws IOException {
    json.writeStartObject();
    json.writeStringField("op", (String) event.get(operation));
    source(json, (Struct) event.get(source));
    transaction(json, transaction == null ? null : (Struct) event.get(transaction));
    if (message != null) {
      message(json, (Struct) event.get(message));
    }
    if (after != null && rowKey != null) {
      keyOf(rowKey.schema()).write(json, "key", rowKey);
    }
    image(json, before, event, "before");
    image(json, after, event, "after");
    json.writeEndObject();
  }

  private RowForm keyOf(Schema rowKey) {
    if (key == null || key.schema() != rowKey) {
      key = new RowForm(rowKey, null);
    }
    return key;
  }

  private static void image(JsonGenerator json, @Nullable RowForm form, Struct event, String side)
      throws IOException {
    Struct row = form == null ? null : (Struct) event.get(form.place());
    if (form != null && row != null) {
      form.write(json, side, row);
    }
  }

  private void source(JsonGenerator json, Struct block) throws IOException {
    json.writeObjectFieldStart("source");
    json.writeNumberField("lsn", (Long) block.get(lsn));
    json.writeNumberField("ts_ms", (Long) block.get(commitMillis));
    json.writeStringField("schema", (String) block.get(schema));
    json.writeStringField("table", (String) block.get(table));
    json.writeEndObject();
  }

  private static void transaction(JsonGenerator json, @Nullable Struct block) throws IOException {
    if (block != null) {
      json.writeObjectFieldStart("transaction");
      json.writeStringField("id", block.getString("id"));
      json.writeNumberField("total_order", block.getInt64("total_order"));
      json.writeEndObject();
    }
  }

  private static void message(JsonGenerator json, Struct block) throws IOException {
    json.writeObjectFieldStart("message");
    json.writeStringField("prefix", block.getString("prefix"));
    json.writeStringField("content", block.getString("content"));
    json.writeEndObject();
  }

  /** The columns of a row or key. */
  private static final class RowForm {
    private final Schema schema;
    private final @Nullable Field place;
    private final Field[] columns;
    private final SerializableString[] names;

    RowForm(Schema row, @Nullable Field place) {
      this.schema = row;
      this.place = place;
      this.columns = row.fields().toArray(Field[]::new);
      this.names =
          row.fields().stream()
              .map(Field::name)
              .map(SerializedString::new)
              .toArray(SerializableString[]::new);
    }

    static @Nullable RowForm in(Schema envelope, String side) {
      Field field = envelope.field(side);
      return field == null ? null : new RowForm(field.schema(), field);
    }

    Schema schema() {
      return schema;
    }

    @Nullable Field place() {
      return place;
    }

    void write(JsonGenerator json, String name, Struct row) throws IOException {
      json.writeObjectFieldStart(name);
      for (int i = 0; i < columns.length; i++) {
        json.writeFieldName(names[i]);
        json.writeString((String) row.get(columns[i]));
      }
      json.writeEndObject();
    }
  }
}
