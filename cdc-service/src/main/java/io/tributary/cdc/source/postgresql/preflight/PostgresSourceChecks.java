package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.database.DatabaseError;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.database.NearestDatabase;
import io.tributary.cdc.preflight.check.CheckList;
import io.tributary.cdc.preflight.check.ClockCheck;
import io.tributary.cdc.preflight.check.ConnectorPlugin;
import io.tributary.cdc.preflight.check.PoolerCheck;
import io.tributary.cdc.preflight.check.ReplicaRoleCheck;
import io.tributary.cdc.preflight.check.SourceChecks;
import io.tributary.cdc.preflight.check.SourceFindings;
import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.TopicNames;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The preflight of a PostgreSQL source. */
public final class PostgresSourceChecks implements SourceChecks {
  private static final PreflightCode CODE = PreflightCode.SOURCE_CONNECTION;

  /** What apply needs where rows come home. */
  private static final CheckList<SourceReading> HOME =
      new CheckList<>(
          List.of(
              new ReplicaRoleCheck<>(),
              SourceTableChecks.QUIET,
              SourceTableChecks.HOME_FUNCTIONS,
              new StayingReferencesCheck()));

  private final Databases databases;
  private final TopicNames topics;
  private final PgDumpCheck pgDump;
  private final CheckList<SourceReading> checks;

  /**
   * The checks in the order in which they are shown.
   *
   * @param databases opens sources
   * @param topics give what is made at a source its names
   * @param pgDump looks at the program that reads a source's schema
   * @param clock compares the server's clock with ours
   * @param longTransactionSeconds from which age an open transaction is named
   */
  public PostgresSourceChecks(
      Databases databases,
      TopicNames topics,
      PgDumpCheck pgDump,
      ClockCheck<SourceReading> clock,
      long longTransactionSeconds) {
    this.databases = databases;
    this.topics = topics;
    this.pgDump = pgDump;
    this.checks =
        new CheckList<>(
            List.of(
                SourceServerChecks.VERSION,
                SourceServerChecks.PRIMARY,
                clock,
                SourceServerChecks.ENCODING,
                SourceServerChecks.WAL_LEVEL,
                ReplicationRoomCheck.SLOTS,
                ReplicationRoomCheck.SENDERS,
                SourceServerChecks.WAL_KEEP_SIZE,
                SourceServerChecks.REPLICATION_RIGHT,
                new OutputPluginCheck(),
                SourceServerChecks.CREATE_RIGHT,
                new NamesExistCheck(),
                SourceTableChecks.RIGHTS,
                new SourceFencedCheck(),
                SourceTableChecks.ROW_SECURITY,
                SourceTableChecks.UNLOGGED,
                SourceTableChecks.COLUMNLESS_TABLES,
                SourceTableChecks.REPLICA_IDENTITY,
                SourceTableChecks.COLUMN_CASE,
                new PartitionsCheck(),
                SourceTableChecks.SUBSCRIPTIONS,
                new LargeObjectsCheck(),
                SourceTableChecks.FOREIGN_TABLES,
                new CatalogColumnsCheck(),
                new OutsideCheck(),
                new NamesInTextCheck(),
                new DatabaseWideCheck(),
                new SchemaCreatorsCheck(),
                SourceServerChecks.LOCKS,
                SourceServerChecks.longTransactions(longTransactionSeconds),
                SourceServerChecks.PREPARED_TRANSACTIONS_PENDING,
                SourceServerChecks.TERMINATE_RIGHT));
  }

  @Override
  public SourceFindings look(MovingSource moving) {
    Source source = moving.source();
    List<PreflightCheck> found = new ArrayList<>();
    Optional<SourceSummary> summary = Optional.empty();
    try (DatabaseSession session = databases.open(source.postgres().connection())) {
      found.add(CODE.passed(source.name(), session.place().display() + " answers."));
      try {
        PreflightCheck pooler =
            new PoolerCheck(databases).look(PreflightCode.SOURCE_POOLED, source.name(), session);
        found.add(pooler);
        if (!PoolerCheck.allows(pooler)) {
          return new SourceFindings(found, summary);
        }
        SourceReading reading = SourceReading.of(moving, topics, session);
        summary = Optional.of(SummaryReading.of(reading));
        found.addAll(checks.look(reading));
        if (moving.returns()) {
          found.addAll(HOME.look(reading));
        }
      } catch (DatabaseFailure e) {
        found.add(
            CODE.failed(
                source.name(),
                "The source could not be read: " + e.reason() + ".",
                "Try again; look into the server's log if it stays."));
      }
    } catch (TributaryException e) {
      found.add(
          (DatabaseError.TLS.code().equals(e.report().code()) ? PreflightCode.SOURCE_TLS : CODE)
              .failed(
                  source.name(),
                  new NearestDatabase(databases).explained(source.postgres().connection(), e),
                  "Correct the source's connection."));
    }
    return new SourceFindings(found, summary);
  }

  @Override
  public ConnectorPlugin plugin() {
    return new ConnectorPlugin(
        "PostgreSQL",
        "io.tributary.connect.postgresql.PostgresSourceConnector",
        "connectors/postgresql");
  }

  @Override
  public List<PreflightCheck> lookAtPrograms(long newestServer) {
    return List.of(pgDump.look(newestServer));
  }
}
