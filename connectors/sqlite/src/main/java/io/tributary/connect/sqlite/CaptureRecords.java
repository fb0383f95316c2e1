package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.capture.CaptureLog;
import io.tributary.files.sqlite.capture.LogPosition;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records. Each carries the last commit boundary as its offset; while the snapshot runs
 * there is none, so that a restart repeats it as a whole. Not thread-safe.
 */
final class CaptureRecords {
  private static final String VERSION = PluginVersion.text();

  private final String prefix;
  private final String notifications;
  private final String connector;
  private final String db;
  private final Clock clock;
  private final Map<String, String> partition;
  private @Nullable Map<String, Object> offset;

  /**
   * @param connector how records call the kind of the source
   * @param db how they call the source
   */
  CaptureRecords(SqliteSettings settings, String connector, String db, Clock clock) {
    this.prefix = settings.prefix();
    this.notifications = settings.notifications();
    this.connector = connector;
    this.db = db;
    this.clock = clock;
    this.partition = partition(prefix);
  }

  static Map<String, String> partition(String prefix) {
    return Map.of("server", prefix);
  }

  /** From here on a restart goes on at this position. */
  void boundary(LogPosition position) {
    offset = position.offset();
  }

  SourceRecord snapshotRow(TableForm form, List<SqliteValue> row, long seq) {
    return row(form, "r", null, row, source(form, row, "true", null, seq), null);
  }

  /**
   * A row of the stream.
   *
   * @param reread whether it is sent though nobody may have changed it
   */
  SourceRecord put(
      TableForm form,
      String op,
      List<SqliteValue> row,
      boolean reread,
      OpenTransactionRecord run,
      long seq) {
    Struct source = reread(source(form, row, "false", run, seq), reread);
    return row(form, op, null, row, source, run.member(form.collection(), seq));
  }

  SourceRecord delete(TableForm form, List<SqliteValue> key, OpenTransactionRecord run, long seq) {
    List<SqliteValue> before = form.onlyKey(key);
    Struct source = source(form, before, "false", run, seq);
    return row(form, "d", before, null, source, run.member(form.collection(), seq));
  }

  SourceRecord truncate(TableForm form, boolean reread, OpenTransactionRecord run, long seq) {
    Struct source = reread(source(form, List.of(), "false", run, seq), reread);
    return row(form, "t", null, null, source, run.member(form.collection(), seq));
  }

  private SourceRecord row(
      TableForm form,
      String op,
      @Nullable List<SqliteValue> before,
      @Nullable List<SqliteValue> after,
      Struct source,
      @Nullable Struct transaction) {
    Struct value =
        new Struct(form.envelope())
            .put("before", before == null ? null : form.row(before))
            .put("after", after == null ? null : form.row(after))
            .put("source", source)
            .put("transaction", transaction)
            .put("op", op)
            .put("ts_ms", clock.millis());
    List<SqliteValue> keyed = after == null ? before : after;
    Struct key = keyed == null ? null : form.key(form.keyOf(keyed));
    return record(form.topic(), key == null ? null : form.keySchema(), key, form.envelope(), value);
  }

  SourceRecord shape(TableForm form) {
    return record(form.topic(), null, null, null, Map.of("shape", form.shape()));
  }

  SourceRecord message(CaptureLog.Entry entry, OpenTransactionRecord run) {
    Struct message =
        new Struct(RowSchemas.MESSAGE)
            .put("prefix", entry.prefix())
            .put("content", entry.content().getBytes(StandardCharsets.UTF_8));
    Struct value =
        new Struct(RowSchemas.MESSAGE_ENVELOPE)
            .put("op", "m")
            .put("ts_ms", clock.millis())
            .put("source", source("", "", "false", run, entry.seq()))
            .put("transaction", run.member("message", entry.seq()))
            .put("message", message);
    Schema key = RowSchemas.single("io.debezium.connector.common.MessageKey", "prefix");
    return record(
        prefix + ".message",
        key,
        new Struct(key).put("prefix", entry.prefix()),
        RowSchemas.MESSAGE_ENVELOPE,
        value);
  }

  SourceRecord begin(OpenTransactionRecord run) {
    return marker(run.begin(clock.millis()));
  }

  SourceRecord end(OpenTransactionRecord run, long seq) {
    return marker(run.end(seq, clock.millis()));
  }

  private SourceRecord marker(Struct value) {
    Schema key = RowSchemas.single("io.debezium.connector.common.TransactionMetadataKey", "id");
    return record(
        prefix + ".transaction",
        key,
        new Struct(key).put("id", value.getString("id")),
        RowSchemas.MARKER,
        value);
  }

  /** Says that the initial snapshot is STARTED or COMPLETED. */
  SourceRecord snapshot(String type) {
    String id = UUID.randomUUID().toString();
    Struct value =
        new Struct(RowSchemas.NOTIFICATION)
            .put("id", id)
            .put("type", type)
            .put("aggregate_type", "Initial Snapshot")
            .put("additional_data", Map.of("connector_name", prefix))
            .put("timestamp", clock.millis());
    Schema key = RowSchemas.single("io.debezium.connector.common.NotificationKey", "id");
    return record(
        notifications, key, new Struct(key).put("id", id), RowSchemas.NOTIFICATION, value);
  }

  SourceRecord heartbeat() {
    Schema key = RowSchemas.single("io.debezium.connector.common.ServerNameKey", "serverName");
    return record(
        "__debezium-heartbeat." + prefix,
        key,
        new Struct(key).put("serverName", prefix),
        RowSchemas.HEARTBEAT,
        new Struct(RowSchemas.HEARTBEAT).put("ts_ms", clock.millis()));
  }

  private static Struct reread(Struct source, boolean reread) {
    return reread ? source.put("reread", true) : source;
  }

  private Struct source(
      TableForm form,
      List<SqliteValue> row,
      String snapshot,
      @Nullable OpenTransactionRecord run,
      long seq) {
    return source(form.table().schema(), form.table().name(), snapshot, run, seq)
        .put("storage_classes", form.unexpected(row));
  }

  private Struct source(
      String schema, String table, String snapshot, @Nullable OpenTransactionRecord run, long seq) {
    return new Struct(RowSchemas.SOURCE)
        .put("version", VERSION)
        .put("connector", connector)
        .put("name", prefix)
        .put("ts_ms", clock.millis())
        .put("snapshot", snapshot)
        .put("db", db)
        .put("schema", schema)
        .put("table", table)
        .put("txId", run == null ? null : run.number())
        .put("lsn", seq);
  }

  private SourceRecord record(
      String topic,
      @Nullable Schema keySchema,
      @Nullable Object key,
      @Nullable Schema valueSchema,
      Object value) {
    return new SourceRecord(partition, offset, topic, null, keySchema, key, valueSchema, value);
  }
}
