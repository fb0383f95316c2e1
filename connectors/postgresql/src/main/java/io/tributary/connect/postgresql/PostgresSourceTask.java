package io.tributary.connect.postgresql;

import io.debezium.config.Configuration;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's PostgreSQL task with text values, offsets at transaction boundaries and a check of the
 * slot before every start, also the starts that Debezium makes by itself after a lost connection.
 *
 * <p>A refusal of {@link SlotContinuity} or {@link RequiredSettings} fails the task. An unreachable
 * server is retried as Debezium retries.
 */
public class PostgresSourceTask extends PostgresConnectorTask {

  private static final String CONNECTION_NAME = "Tributary slot check";

  private final TableShapes shapes = new TableShapes();
  private final PunctualPolls polls = new PunctualPolls();
  private @Nullable BoundaryOffsets boundaries;
  private @Nullable EventArrays arrays;

  @Override
  public String version() {
    return PluginVersion.of(PostgresSourceTask.class);
  }

  @Override
  public void initialize(SourceTaskContext worker) {
    super.initialize(StartPosition.in(worker));
  }

  @Override
  public CdcSourceTaskContext<PostgresConnectorConfig> preStart(Configuration config) {
    return super.preStart(RequiredSettings.in(config));
  }

  @Override
  public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(
      Configuration config) {
    Configuration complete = RequiredSettings.in(config);
    BoundaryOffsets offsets = prepare(new PostgresConnectorConfig(complete));
    boundaries = offsets;
    arrays = new EventArrays(complete, new RecordLimit(complete), offsets);
    ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> coordinator =
        super.start(complete);
    ShortSummaries.use(coordinator);
    polls.use(this);
    return coordinator;
  }

  private BoundaryOffsets prepare(PostgresConnectorConfig settings) {
    try (PostgresConnection connection =
        new PostgresConnection(settings.getJdbcConfig(), CONNECTION_NAME)) {
      SourceServer server = new SourceServer(connection.connection());
      CapturedTimeline.in(settings.getConfig()).require(server.timeline());
      SystemId system = server.identity();
      // The slot first: a task that ends elsewhere may move the offset and then the slot.
      Optional<ReplicationSlot> slot = server.slot(settings.slotName());
      Optional<StoredOffset> stored = stored(settings);
      switch (new SlotContinuity(settings.slotName(), system).before(stored, slot)) {
        case DROP_SLOT -> server.drop(settings.slotName());
        case START -> {}
      }
      return boundaries == null
          ? new BoundaryOffsets(stored.orElse(null), system.text())
          : boundaries.restartedFrom(stored.orElse(null));
    } catch (SQLException e) {
      throw ServerRefusal.of(e);
    }
  }

  private Optional<StoredOffset> stored(PostgresConnectorConfig settings) {
    PostgresPartition partition =
        new PostgresPartition(settings.getLogicalName(), settings.databaseName());
    return StoredOffset.of(context.offsetStorageReader().offset(partition.getSourcePartition()));
  }

  @Override
  protected ReplicationConnection buildReplicationConnection(
      PostgresConnection connection, PostgresSchema schema, PostgresConnectorConfig config)
      throws SQLException {
    PlainFieldNames.use(schema);
    return new TextReplication(config.getConfig()).connect(connection, schema);
  }

  @Override
  public List<SourceRecord> doPoll() throws InterruptedException {
    List<SourceRecord> events = new ArrayList<>();
    List<SourceRecord> polled = super.doPoll();
    polls.found(!polled.isEmpty());
    for (SourceRecord event : polled) {
      shapes.before(event).ifPresent(events::add);
      events.add(event);
    }
    return Objects.requireNonNull(arrays, "a task is started before it is polled").of(events);
  }
}
