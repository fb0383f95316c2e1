package io.tributary.connect.postgresql;

import io.debezium.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts consecutive events of the stream into one record, as a JSON array: what worker, broker and
 * consumer do for each record they then do for hundreds of events at once.
 *
 * <p>So that a reader can stop between two transactions and begin again at the start of a record,
 * an array begins with a transaction's BEGIN, or holds nothing beyond the END of the transaction in
 * which it begins. And nothing follows the END of a transaction with a message: whoever waits for
 * the message has read its whole record. What stays a record by itself: rows of a snapshot, events
 * with headers (changes of a key), large rows, heartbeats and notices. Not thread-safe.
 */
final class EventArrays {
  /** From which size on an array is complete, in bytes; 0, as without it, makes no arrays. */
  static final String SETTING = "tributary.record.bytes";

  /** An array, as UTF-8. */
  static final Schema SCHEMA = SchemaBuilder.bytes().name("io.tributary.connect.Events").build();

  private static final String SNAPSHOT_ROW = "r";
  private static final String MESSAGE = "m";

  private final int bytes;
  private final RecordLimit limit;
  private final BoundaryOffsets boundaries;
  private final EventJson json = new EventJson();
  private boolean inTransaction;
  private boolean withMessage;
  private boolean beganInside;
  private @Nullable SourceRecord last;

  EventArrays(Configuration settings, RecordLimit limit, BoundaryOffsets boundaries) {
    this(settings.getInteger(SETTING, 0), limit, boundaries);
  }

  EventArrays(int bytes, RecordLimit limit, BoundaryOffsets boundaries) {
    if (bytes < 0) {
      throw new ConfigException(SETTING, bytes, "it is a number of bytes, or 0 for no arrays");
    }
    this.bytes = bytes;
    this.limit = limit;
    this.boundaries = boundaries;
  }

  /** The records with arrays in the place of events, each with an offset to restart from. */
  List<SourceRecord> of(Iterable<SourceRecord> events) {
    List<SourceRecord> records = new ArrayList<>();
    for (SourceRecord event : events) {
      add(event, records);
    }
    complete(records);
    return records;
  }

  private void add(SourceRecord event, List<SourceRecord> records) {
    boolean begins = DebeziumMarker.beginsTransaction(event);
    boolean ends = DebeziumMarker.endsTransaction(event);
    if (begins && beganInside) {
      complete(records);
    }
    if (limit.check(event) < bytes && packed(event)) {
      boundaries.pass(event);
      last = event;
    } else {
      complete(records);
      records.add(boundaries.atBoundary(event));
    }
    inTransaction = begins || (inTransaction && !ends);
    if ((ends && (beganInside || withMessage)) || json.size() >= bytes) {
      complete(records);
    }
    withMessage &= !ends;
  }

  /** Adds the event to the array; false when it has to be a record by itself. */
  private boolean packed(SourceRecord event) {
    if (!event.headers().isEmpty()) {
      return false;
    }
    beganInside = json.isEmpty() ? inTransaction : beganInside;
    if (event.value() instanceof Map<?, ?> shape) {
      json.addShape(shape);
      return true;
    }
    if (DebeziumMarker.marksTransaction(event)) {
      json.addMarker((Struct) event.value());
      return true;
    }
    return streamed(event);
  }

  private boolean streamed(SourceRecord event) {
    if (!(event.value() instanceof Struct envelope) || envelope.schema().field("op") == null) {
      return false;
    }
    String operation = envelope.getString("op");
    if (SNAPSHOT_ROW.equals(operation)) {
      return false;
    }
    withMessage |= MESSAGE.equals(operation);
    json.addEnvelope(event);
    return true;
  }

  private void complete(List<SourceRecord> records) {
    SourceRecord newest = last;
    if (newest == null) {
      return;
    }
    last = null;
    records.add(
        boundaries.atLast(
            new SourceRecord(
                newest.sourcePartition(),
                newest.sourceOffset(),
                newest.topic(),
                newest.kafkaPartition(),
                null,
                null,
                SCHEMA,
                json.take())));
    beganInside = false;
  }
}
