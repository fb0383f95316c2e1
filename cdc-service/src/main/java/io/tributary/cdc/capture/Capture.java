package io.tributary.cdc.capture;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Connection;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The capture of one source: what it is called and what has to be there. Stateless. */
final class Capture {
  private final StreamId id;
  private final Source source;
  private final String topic;
  private final CaptureNames names;
  private final CaptureSettings settings;
  private final Databases databases;
  private final ConnectClient connect;
  private final Preparations preparations;
  private final Connection target;

  Capture(
      Migration migration,
      Source source,
      String topic,
      CaptureSettings settings,
      Databases databases,
      ConnectClient connect) {
    this.id = new StreamId(migration.name(), source.name());
    this.source = source;
    this.topic = topic;
    this.names = CaptureNames.of(id);
    this.settings = settings;
    this.databases = databases;
    this.connect = connect;
    this.target = migration.target().connection();
    this.preparations = new Preparations(databases, target, id);
  }

  StreamId id() {
    return id;
  }

  CaptureNames names() {
    return names;
  }

  String topic() {
    return topic;
  }

  Preparations preparations() {
    return preparations;
  }

  /** Tells the stream of tables that are not what they were, when it is time to look. */
  void tellChanges(DefinitionWatch watch) {
    watch.look(id, target, source);
  }

  SourceSession session() {
    return new SourceSession(databases, source);
  }

  /**
   * Prepares the source, and creates the connector or brings its configuration up to date.
   *
   * @return an estimate of the snapshot's rows, -1 when unknown
   */
  long ensure() {
    try (SourceSession session = session()) {
      Set<TableName> captured =
          new CapturePreparation(session, preparations, names, settings.lockTimeoutMillis())
              .prepare();
      long rowsExpected = preparations.rowsExpected().orElseGet(() -> estimate(session, captured));
      ensureConnector(session, captured);
      return rowsExpected;
    }
  }

  private long estimate(SourceSession session, Set<TableName> captured) {
    long rows = session.estimatedRows(captured);
    preparations.keepRowsExpected(rows);
    return rows;
  }

  private void ensureConnector(SourceSession session, Collection<TableName> captured) {
    Map<String, String> present = connect.settings(names.connector()).orElse(Map.of());
    // Whatever the tables have grown to: another value would restart a snapshot that runs.
    String fetch = present.get(ConnectorSettings.FETCH_SETTING);
    Map<String, String> wanted =
        new ConnectorSettings(
                names,
                topic,
                source.connection(),
                captured,
                settings.heartbeatIntervalMillis(),
                settings.pollIntervalMillis(),
                fetch == null ? session.fetchSize().rows() : Long.parseLong(fetch))
            .toMap();
    String presentTopic = present.getOrDefault(ConnectorSettings.TOPIC_SETTING, topic);
    if (!topic.equals(presentTopic)) {
      throw new TributaryException(
          CaptureError.NAME_TAKEN,
          "Connector %s exists already and writes to topic %s, so source %s cannot use it for %s. Rename the migration or the source."
              .formatted(names.connector(), presentTopic, id, topic),
          Map.of("source", id.source(), "connector", names.connector()));
    }
    // Connect restarts a connector at every PUT, changed or not; it adds its name by itself.
    if (!wanted.entrySet().equals(withoutName(present).entrySet())) {
      connect.put(names.connector(), wanted);
    }
  }

  private static Map<String, String> withoutName(Map<String, String> settings) {
    Map<String, String> rest = new TreeMap<>(settings);
    rest.remove("name");
    return rest;
  }

  /** The error of a table that should move but came too late to be captured. */
  Optional<ErrorReport> newTable(SourceSession session) {
    Optional<Set<TableName>> published = session.published(names.publication());
    if (published.isEmpty()) {
      return Optional.empty();
    }
    return session.tables().stream()
        .map(SourceTable::name)
        .filter(table -> !published.get().contains(table))
        .findFirst()
        .map(this::newTable);
  }

  private ErrorReport newTable(TableName table) {
    return ErrorReport.of(
        CaptureError.NEW_TABLE,
        "Table %s of source %s is not captured: it was created, renamed or replaced after the migration started. Drop it or exclude it in the migration file, or abort the migration and start it anew."
            .formatted(table.display(), id.source()),
        Map.of("migration", id.migration(), "source", id.source(), "table", table.display()));
  }
}
