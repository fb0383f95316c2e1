package io.tributary.connect.postgresql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes events of the stream one behind the other into a JSON array: Debezium's envelopes and
 * markers with those fields only that say what happened to which row, where and in which
 * transaction. Not thread-safe.
 */
final class EventJson {
  /** A table has a new one after each change of its definition and each connection. */
  private static final int MOST_FORMS = 10_000;

  private static final JsonFactory JSON = new ObjectMapper().getFactory();

  private final Map<Schema, EnvelopeForm> envelopes = new IdentityHashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable JsonGenerator generator;

  /** Whether no event was written since the array was taken. */
  boolean isEmpty() {
    return generator == null;
  }

  /** Bytes written so far. */
  int size() {
    return generator == null ? 0 : bytes.size() + generator.getOutputBuffered();
  }

  /** Adds what happened to a row or a table, or a message. */
  void addEnvelope(SourceRecord record) {
    Struct event = (Struct) record.value();
    if (envelopes.size() > MOST_FORMS) {
      envelopes.clear();
    }
    EnvelopeForm form = envelopes.computeIfAbsent(event.schema(), EnvelopeForm::new);
    write(json -> form.write(json, event, (Struct) record.key()));
  }

  /** Adds the begin or the end of a transaction. */
  void addMarker(Struct marker) {
    write(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", marker.getString("status"));
          json.writeStringField("id", marker.getString("id"));
          json.writeNumberField("ts_ms", marker.getInt64("ts_ms"));
          Long events = marker.getInt64("event_count");
          if (events != null) {
            json.writeNumberField("event_count", events);
          }
          json.writeEndObject();
        });
  }

  /** Adds what a table looks like. */
  void addShape(Map<?, ?> shape) {
    write(json -> json.writePOJO(shape));
  }

  /** The array of everything that was added; the next one begins empty. */
  byte[] take() {
    write(JsonGenerator::writeEndArray);
    write(JsonGenerator::close);
    generator = null;
    byte[] array = bytes.toByteArray();
    bytes.reset();
    return array;
  }

  private void write(Part part) {
    try {
      if (generator == null) {
        generator = JSON.createGenerator(bytes);
        generator.writeStartArray();
      }
      part.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Part {
    void write(JsonGenerator json) throws IOException;
  }
}
