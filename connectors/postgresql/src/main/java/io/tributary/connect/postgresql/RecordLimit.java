package io.tributary.connect.postgresql;

import io.debezium.config.Configuration;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Refuses a row that is larger than the producer sends, before the producer does: it knows neither
 * table nor key. Sizes are those of the record as JSON, in bytes.
 */
final class RecordLimit {

  private static final String SETTING = "producer.override.max.request.size";

  /** Names of the fields, the source block and what the producer adds. */
  private static final long FRAME = 4_096;

  /** A control character takes six bytes. */
  private static final long MOST_BYTES = 6;

  private static final int KEY_SHOWN = 200;

  private final long limit;

  RecordLimit(Configuration settings) {
    this(settings.getLong(SETTING, Long.MAX_VALUE));
  }

  RecordLimit(long limit) {
    this.limit = limit;
  }

  /**
   * How many characters the record's row has, with the names of its columns; 0 without a row.
   *
   * @throws ConnectException naming table, key and size of a row that is too large
   */
  long check(SourceRecord record) {
    long characters = 0;
    if (record.value() instanceof Struct event && event.schema().field("after") != null) {
      characters = count(event, String::length);
      if (characters * MOST_BYTES + FRAME > limit) {
        long bytes = count(event, RecordLimit::jsonBytes) + FRAME;
        if (bytes > limit) {
          throw refused(event, record.key(), bytes);
        }
      }
    }
    return characters;
  }

  private static long count(Struct event, Size size) {
    long sum = 0;
    for (String side : List.of("before", "after")) {
      Struct row = event.getStruct(side);
      if (row != null) {
        for (Field field : row.schema().fields()) {
          sum += field.name().length();
          if (row.get(field) instanceof String text) {
            sum += size.of(text);
          }
        }
      }
    }
    return sum;
  }

  static long jsonBytes(String text) {
    long bytes = 2;
    for (int i = 0; i < text.length(); i++) {
      bytes += jsonBytes(text.charAt(i));
    }
    return bytes;
  }

  private static int jsonBytes(char c) {
    if (c < 0x20) {
      return "\n\t\r\b\f".indexOf(c) < 0 ? 6 : 2;
    }
    if (c < 0x80) {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    // Jackson escapes both halves of a character beyond the basic plane.
    return Character.isSurrogate(c) ? 6 : c < 0x800 ? 2 : 3;
  }

  private ConnectException refused(Struct event, Object key, long bytes) {
    Struct source = event.getStruct("source");
    String shown = key instanceof Struct columns ? columns.toString() : "without a key";
    return new ConnectException(
        "TRB-CAPTURE-ROW-TOO-LARGE: a row of table %s.%s (%s) takes %d bytes as a change event, and the limit is %d. Make its values smaller at the source or exclude the table, and start the migration of this source anew."
            .formatted(
                source.getString("schema"),
                source.getString("table"),
                shown.length() <= KEY_SHOWN ? shown : shown.substring(0, KEY_SHOWN) + "…",
                bytes,
                limit));
  }

  private interface Size {
    long of(String text);
  }
}
