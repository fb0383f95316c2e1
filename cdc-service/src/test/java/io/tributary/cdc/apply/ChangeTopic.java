package io.tributary.cdc.apply;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.change.FenceMark;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.model.StreamId;
import io.tributary.common.topic.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a change topic as the connector does, with the failures of a connector at will. */
final class ChangeTopic implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the seals that the target's own marks have. */
  static final String KEY = MessageSeal.newKey();

  private final StreamId stream;
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private String schema = "public";
  private Map<String, String> classes;
  private CompletableFuture<RecordMetadata> lastSent;
  private TopicArray array;
  private long lsn = 1000;
  private long xid = 500;

  ChangeTopic(String bootstrapServers, StreamId stream) throws Exception {
    this.stream = stream;
    this.topic = new TopicNames("tributary").changes(stream);
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(config)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** All tables are those of a SQLite file from here on. */
  void fromSqlite() {
    schema = "main";
  }

  /** Storage classes of the next row, by column, where its columns do not say them. */
  ChangeTopic classes(Map<String, String> named) {
    classes = named;
    return this;
  }

  /** Several events share a record from here on, at most that many; null ends it. */
  void pack(IntSupplier sizes) {
    sendArray();
    array = sizes == null ? null : new TopicArray(sizes);
  }

  void snapshotStarted() {
    notice("STARTED");
  }

  void snapshotRow(String table, Map<String, String> row) {
    send(envelope("r", table, null, row, null), Map.of());
  }

  void snapshotCompleted() {
    notice("COMPLETED");
  }

  void heartbeat() {
    send(Map.of("ts_ms", System.currentTimeMillis()), Map.of());
  }

  Tx begin() {
    return new Tx();
  }

  void flush() {
    sendArray();
    producer.flush();
  }

  /** Sends everything, and says at which offset the last record is. */
  long lastOffset() {
    flush();
    return lastSent.join().offset();
  }

  private void notice(String type) {
    send(Map.of("id", "x", "aggregate_type", "Initial Snapshot", "type", type), Map.of());
  }

  private Map<String, Object> envelope(
      String op,
      String table,
      Map<String, String> before,
      Map<String, String> after,
      Map<String, Object> transaction) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("before", before);
    out.put("after", after);
    out.put("source", TopicValue.source(schema, table, lsn, classes));
    classes = null;
    out.put("transaction", transaction);
    out.put("op", op);
    return out;
  }

  private void send(Map<String, Object> value, Map<String, Map<String, String>> headers) {
    if (array == null) {
      sendRecord(value, headers);
      return;
    }
    boolean alone = !headers.isEmpty() || "r".equals(value.get("op")) || value.containsKey("type");
    if (alone || array.endsBefore(value)) {
      sendArray();
    }
    if (alone) {
      array.passed(value);
      sendRecord(value, headers);
    } else if (array.add(value)) {
      sendArray();
    }
  }

  private void sendArray() {
    List<Map<String, Object>> events = array == null ? List.of() : array.take();
    if (!events.isEmpty()) {
      sendRecord(events, Map.of());
    }
  }

  private void sendRecord(Object value, Map<String, Map<String, String>> headers) {
    try {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic, 0, null, JSON.writeValueAsBytes(value));
      for (Map.Entry<String, Map<String, String>> header : headers.entrySet()) {
        record
            .headers()
            .add(new RecordHeader(header.getKey(), JSON.writeValueAsBytes(header.getValue())));
      }
      CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
      producer.send(
          record,
          (at, failure) -> {
            if (failure == null) {
              sent.complete(at);
            } else {
              sent.completeExceptionally(failure);
            }
          });
      lastSent = sent;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  /** A source transaction; records are sent by {@link #end}, or by the ways in which it fails. */
  final class Tx {
    private final long id = ++xid;
    private final long begin = ++lsn;
    private final List<Map<String, Object>> values = new ArrayList<>();
    private final List<Map<String, Map<String, String>>> headers = new ArrayList<>();
    private long end;
    private int members;

    Tx insert(String table, Map<String, String> row) {
      return add(envelope("c", table, null, row, member()), Map.of());
    }

    Tx update(String table, Map<String, String> row) {
      return add(envelope("u", table, null, row, member()), Map.of());
    }

    Tx updateFull(String table, Map<String, String> before, Map<String, String> after) {
      return add(envelope("u", table, before, after, member()), Map.of());
    }

    Tx delete(String table, Map<String, String> before) {
      return add(envelope("d", table, before, null, member()), Map.of());
    }

    Tx changeKey(
        String table,
        Map<String, String> oldKey,
        Map<String, String> newKey,
        Map<String, String> after) {
      Map<String, String> before = new LinkedHashMap<>();
      after.keySet().forEach(column -> before.put(column, oldKey.get(column)));
      add(envelope("d", table, before, null, member()), Map.of("__debezium.newkey", newKey));
      return add(envelope("c", table, null, after, member()), Map.of("__debezium.oldkey", oldKey));
    }

    Tx truncate(String table) {
      return add(envelope("t", table, null, null, member()), Map.of());
    }

    Tx fence(FenceMark mark) {
      String prefix = FenceMark.prefix(stream);
      return message(prefix, new MessageSeal(KEY).seal(prefix, id, mark.text()));
    }

    Tx message(String prefix, String content) {
      Map<String, Object> value = envelope("m", "", null, null, member());
      value.put("message", TopicValue.message(prefix, content));
      return add(value, Map.of());
    }

    /** Says what a table looks like, which is no member of the transaction and not counted. */
    Tx describe(String table, int columns) {
      return add(TopicShape.ofTexts(schema, table, columns), Map.of());
    }

    /** The same for a table of SQLite: its key, and column, declared type, …. */
    Tx declare(String table, String key, String... columnsAndTypes) {
      return add(TopicShape.declared(schema, table, key, columnsAndTypes), Map.of());
    }

    /** Storage classes of the next row. */
    Tx classes(String... columnsAndClasses) {
      ChangeTopic.this.classes(Cells.row(columnsAndClasses));
      return this;
    }

    int size() {
      return values.size();
    }

    /** Commits: everything is sent. */
    void end() {
      end = ++lsn;
      resend();
    }

    /** Sends all of it (again). */
    void resend() {
      sendFirst(values.size());
      marker("END", end, members);
    }

    /** Sends BEGIN and the first changes only: the connector dies there. */
    void sendFirst(int changes) {
      marker("BEGIN", begin, null);
      for (int i = 0; i < changes; i++) {
        send(values.get(i), headers.get(i));
      }
    }

    /** Sends END with a count that does not fit. */
    void sendWithWrongCount() {
      end = ++lsn;
      sendFirst(values.size());
      marker("END", end, members + 1);
    }

    private Map<String, Object> member() {
      return Map.of("id", id + ":" + ++lsn, "total_order", ++members);
    }

    private Tx add(Map<String, Object> value, Map<String, Map<String, String>> valueHeaders) {
      values.add(value);
      headers.add(valueHeaders);
      return this;
    }

    private void marker(String status, long at, Integer count) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("status", status);
      value.put("id", id + ":" + at);
      value.put("event_count", count);
      value.put("ts_ms", System.currentTimeMillis());
      send(value, Map.of());
    }
  }
}
