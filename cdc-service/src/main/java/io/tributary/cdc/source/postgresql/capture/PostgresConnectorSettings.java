package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CommonConnectorSettings;
import io.tributary.cdc.connect.NamePattern;
import io.tributary.common.error.RowValues;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a source's connector, as a value. A password appears only as a placeholder
 * that the Connect worker resolves.
 *
 * @param common what every connector has
 * @param connection the source
 * @param tables tables that are read
 * @param schemas schemas of which whatever moves is read, as far as the publication has it: so that
 *     a table can come to it while the connector runs
 * @param fetchRows rows that the snapshot reads at once
 * @param start where the stream begins without a snapshot; empty to take one first
 * @param slot where the slot is found
 */
record PostgresConnectorSettings(
    CommonConnectorSettings common,
    DatabaseAddress connection,
    Collection<TableName> tables,
    Collection<SchemaMapping> schemas,
    long fetchRows,
    Optional<StartPoint> start,
    SlotPlace slot) {

  static final String CONNECTOR_CLASS = "io.tributary.connect.postgresql.PostgresSourceConnector";

  /** Rows that the snapshot reads at once. */
  static final String FETCH_SETTING = "snapshot.fetch.size";

  /** Which tables are read. */
  static final String INCLUDED = "table.include.list";

  private static final String START_SETTING = "tributary.start.position";
  private static final String EVENT_CONVERTER = "io.tributary.connect.postgresql.EventConverter";

  /** So many events to a record that what each record costs does not count. */
  private static final String RECORD_BYTES = String.valueOf(128 * 1024);

  private static final String MAX_QUEUE_BYTES = String.valueOf(32 * 1024 * 1024);
  private static final String MATCHES_NOTHING = "(?!)";

  /** The configuration as Connect takes it. */
  Map<String, String> toMap() {
    Map<String, String> settings = common.toMap();
    settings.put("connector.class", CONNECTOR_CLASS);
    settings.put("value.converter", EVENT_CONVERTER);
    settings.put("tributary.record.bytes", RECORD_BYTES);
    putSource(settings);
    putStream(settings);
    start.ifPresent(
        point -> {
          settings.put("snapshot.mode", "no_data");
          settings.put(START_SETTING, String.valueOf(point.position()));
        });
    if (slot.timeline() != 0) {
      settings.put(SlotPlace.TIMELINE, String.valueOf(slot.timeline()));
    }
    if (slot.carried() && start.isEmpty()) {
      settings.put(SlotPlace.CARRIED, "true");
    }
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
    connection
        .tls()
        .driverProperties()
        .forEach((property, value) -> settings.put("database." + property, value));
    // Its failures are in the worker's log and in the state of the task.
    settings.put("driver.logServerErrorDetail", String.valueOf(RowValues.shown()));
    settings.put("plugin.name", "pgoutput");
    settings.put("slot.name", common.names().slot());
    settings.put("publication.name", common.names().publication());
    settings.put("publication.autocreate.mode", "disabled");
    settings.put(INCLUDED, included(tables, schemas));
  }

  private void putStream(Map<String, String> settings) {
    // Reading tables takes no lock that would hold up a writer.
    settings.put("snapshot.locking.mode", "none");
    settings.put("provide.transaction.metadata", "true");
    settings.put("skipped.operations", "none");
    settings.put("tombstones.on.delete", "false");
    settings.put("notification.enabled.channels", "sink");
    settings.put("heartbeat.action.query", CaptureStatements.HEARTBEAT);
    settings.put("binary.handling.mode", "base64");
    settings.put("max.batch.size", "8192");
    settings.put("max.queue.size", "32768");
    // Rows may be large: the worker's memory has to do for all connectors.
    settings.put("max.queue.size.in.bytes", MAX_QUEUE_BYTES);
    settings.put(FETCH_SETTING, String.valueOf(fetchRows));
    settings.put("errors.max.retries", "10");
    settings.put("extended.headers.enabled", "false");
  }

  /** What is read, as patterns. */
  static String included(Collection<TableName> tables, Collection<SchemaMapping> schemas) {
    List<String> patterns = new ArrayList<>(schemas.stream().map(MovingPattern::of).toList());
    if (!tables.isEmpty()) {
      patterns.add(NamePattern.of(tables.stream().map(TableName::display).toList()));
    }
    return patterns.isEmpty() ? MATCHES_NOTHING : String.join(",", patterns);
  }
}
