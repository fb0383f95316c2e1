package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.cdc.source.postgresql.capture.ReplicationRight;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.database.FailureKind;
import java.util.List;

/**
 * The connector reads the WAL through {@code pgoutput}, which servers since 15.19 (and the minor
 * releases of its day) allow by a list. Few roles may read that list, and databases and roles may
 * have one of their own; so the server is asked for what the connector will ask for, a slot, which
 * ends with the statement.
 */
final class OutputPluginCheck implements CatalogCheck<SourceReading> {
  private static final String SETTING = "SELECT current_setting('output_plugin_libraries', true)";
  private static final String NAME = "tributary_preflight_";
  private static final String SLOT =
      "SELECT pg_catalog.pg_drop_replication_slot(slot_name) FROM"
          + " pg_catalog.pg_create_logical_replication_slot('"
          + NAME
          + "' || pg_catalog.pg_backend_pid(), 'pgoutput', true)";

  @Override
  public PreflightCode code() {
    return PreflightCode.OUTPUT_PLUGIN;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    if (!isRestricted(source.query())) {
      return List.of(allowed(source));
    }
    if (!mayMakeSlots(source.query())) {
      return List.of();
    }
    try {
      DatabaseSession query = source.query();
      query.undone(
          () -> {
            query.run("SET LOCAL statement_timeout = '1s'");
            return query.texts(SLOT);
          });
      return List.of(allowed(source));
    } catch (DatabaseFailure e) {
      // The list is looked at first; a slot then waits for the transactions that are open.
      if (e.kind() == FailureKind.CANCELED) {
        return List.of(allowed(source));
      }
      if (e.kind() == FailureKind.RIGHT_MISSING) {
        return List.of(refused(source, e));
      }
      throw e;
    }
  }

  /** Whether the server has such a list. */
  private static boolean isRestricted(DatabaseSession query) {
    try {
      return query.text(SETTING) != null;
    } catch (DatabaseFailure e) {
      if (e.kind() == FailureKind.RIGHT_MISSING) {
        return true;
      }
      throw e;
    }
  }

  /** What is missing otherwise, other checks say. */
  private static boolean mayMakeSlots(DatabaseSession query) {
    return query.holds(ReplicationRight.HELD)
        && query.holds("SELECT current_setting('wal_level') = 'logical'")
        && query.number(
                "SELECT current_setting('max_replication_slots')::bigint - count(*) FROM"
                    + " pg_catalog.pg_replication_slots")
            > 0;
  }

  private PreflightCheck allowed(SourceReading source) {
    return code().passed(source.subject(), "The server allows pgoutput.");
  }

  private PreflightCheck refused(SourceReading source, DatabaseFailure e) {
    return code()
        .failed(
            source.subject(),
            "The server does not allow pgoutput, so changes cannot be captured: "
                + e.reason()
                + ".",
            "As superuser: `SHOW output_plugin_libraries;` then `ALTER SYSTEM SET output_plugin_libraries = pgoutput;` with the libraries that it names behind a comma, and `SELECT pg_reload_conf();` Lists of the database and of the role go first: `ALTER DATABASE %s RESET output_plugin_libraries;` `ALTER ROLE %s RESET output_plugin_libraries;`"
                .formatted(
                    Sql.identifier(source.source().postgres().connection().database()),
                    Sql.identifier(source.user())));
  }
}
