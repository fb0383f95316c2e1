package io.tributary.cdc.capture;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.Connection;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of a source's connector, as a value. A password appears only as a placeholder
 * that the Connect worker resolves.
 *
 * @param names the capture's names
 * @param topic the changes topic, where every record goes
 * @param connection the source
 * @param tables the tables of the publication
 * @param heartbeatMillis interval of the source's own heartbeat transaction
 * @param pollMillis how long to wait for changes before looking again
 * @param fetchRows rows that the snapshot reads at once
 */
record ConnectorSettings(
    CaptureNames names,
    String topic,
    Connection connection,
    Collection<TableName> tables,
    long heartbeatMillis,
    long pollMillis,
    long fetchRows) {

  static final String CONNECTOR_CLASS = "io.tributary.connect.postgresql.PostgresSourceConnector";
  static final String TOPIC_SETTING = "transforms.route.replacement";

  /** Largest record, the same as the changes topic's {@code max.message.bytes}. */
  static final String MAX_RECORD_BYTES = String.valueOf(100 * 1024 * 1024);

  /** Rows that the snapshot reads at once. */
  static final String FETCH_SETTING = "snapshot.fetch.size";

  private static final String MAX_QUEUE_BYTES = String.valueOf(32 * 1024 * 1024);
  private static final String MATCHES_NOTHING = "(?!)";
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

  /** The configuration as Connect takes it. */
  Map<String, String> toMap() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("connector.class", CONNECTOR_CLASS);
    settings.put("tasks.max", "1");
    putSource(settings);
    putStream(settings);
    putRecords(settings);
    putProducer(settings);
    return settings;
  }

  private void putSource(Map<String, String> settings) {
    settings.put("database.hostname", connection.host());
    settings.put("database.port", String.valueOf(connection.port()));
    settings.put("database.dbname", connection.database());
    settings.put("database.user", connection.user());
    if (connection.password() != null) {
      settings.put("database.password", connection.password().connectPlaceholder());
    }
    settings.put("database.sslmode", connection.tls());
    settings.put("plugin.name", "pgoutput");
    settings.put("slot.name", names.slot());
    settings.put("publication.name", names.publication());
    settings.put("publication.autocreate.mode", "disabled");
    settings.put("table.include.list", tablePatterns());
  }

  private void putStream(Map<String, String> settings) {
    settings.put("topic.prefix", names.connector());
    settings.put("snapshot.mode", "initial");
    // Reading tables takes no lock that would hold up a writer.
    settings.put("snapshot.locking.mode", "none");
    settings.put("provide.transaction.metadata", "true");
    settings.put("skipped.operations", "none");
    settings.put("tombstones.on.delete", "false");
    settings.put("notification.enabled.channels", "sink");
    settings.put("notification.sink.topic.name", topic);
    settings.put("heartbeat.interval.ms", String.valueOf(heartbeatMillis));
    // Transactional, so that the slot moves on at a transaction boundary like any other.
    settings.put(
        "heartbeat.action.query",
        "SELECT pg_catalog.pg_logical_emit_message(true, 'tributary.heartbeat', '')");
    settings.put("binary.handling.mode", "base64");
    settings.put("poll.interval.ms", String.valueOf(pollMillis));
    settings.put("max.batch.size", "8192");
    settings.put("max.queue.size", "32768");
    // Rows may be large: the worker's memory has to do for all connectors.
    settings.put("max.queue.size.in.bytes", MAX_QUEUE_BYTES);
    settings.put(FETCH_SETTING, String.valueOf(fetchRows));
    settings.put("errors.max.retries", "10");
    settings.put("transforms", "route");
    settings.put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter");
    settings.put("transforms.route.regex", ".*");
    settings.put(TOPIC_SETTING, topic);
  }

  private static void putRecords(Map<String, String> settings) {
    // The other key of a key change is in a header; Connect's own form of it loses control
    // characters.
    for (String side : new String[] {"key", "value", "header"}) {
      settings.put(side + ".converter", JSON);
      settings.put(side + ".converter.schemas.enable", "false");
      // A NULL in a column that has a default is still a NULL.
      settings.put(side + ".converter.replace.null.with.default", "false");
    }
    settings.put("extended.headers.enabled", "false");
    settings.put("errors.tolerance", "none");
  }

  private static void putProducer(Map<String, String> settings) {
    settings.put("producer.override.acks", "all");
    settings.put("producer.override.enable.idempotence", "true");
    settings.put("producer.override.linger.ms", "5");
    settings.put("producer.override.batch.size", "262144");
    settings.put("producer.override.max.request.size", MAX_RECORD_BYTES);
    settings.put("producer.override.buffer.memory", MAX_RECORD_BYTES);
  }

  private String tablePatterns() {
    return tables.isEmpty()
        ? MATCHES_NOTHING
        : NamePattern.of(tables.stream().map(TableName::display).toList());
  }
}
