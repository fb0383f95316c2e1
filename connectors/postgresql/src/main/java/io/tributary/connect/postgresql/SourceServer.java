package io.tributary.connect.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/** Asks the source about itself and its replication slots, and drops a slot. */
final class SourceServer {

  private static final Duration SLOT_RELEASE_LIMIT = Duration.ofSeconds(20);
  private static final Duration SLOT_RELEASE_PAUSE = Duration.ofMillis(250);

  // to_jsonb: wal_status came with PostgreSQL 13.
  private static final String SLOT =
      """
      SELECT slot_name, database, plugin, active,
             coalesce(confirmed_flush_lsn - '0/0'::pg_lsn, 0)::bigint AS confirmed,
             coalesce(pg_catalog.to_jsonb(s) ->> 'wal_status' = 'lost', false) AS lost
        FROM pg_catalog.pg_replication_slots s
       WHERE slot_name = ?""";
  private static final String DROP_INACTIVE_SLOT =
      """
      SELECT pg_catalog.pg_drop_replication_slot(slot_name)
        FROM pg_catalog.pg_replication_slots
       WHERE slot_name = ? AND NOT active""";
  private static final String SYSTEM =
      """
      SELECT c.system_identifier::text, d.oid::bigint, d.datname
        FROM pg_catalog.pg_control_system() c, pg_catalog.pg_database d
       WHERE d.datname = pg_catalog.current_database()""";

  private static final String TIMELINE =
      """
      SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN 0
                  ELSE ('x' || substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8))::bit(32)::bigint
              END""";

  private final Connection connection;

  SourceServer(Connection connection) {
    this.connection = connection;
  }

  SystemId identity() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SYSTEM);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new SystemId(row.getString(1), row.getLong(2), row.getString(3));
    }
  }

  /** The timeline of the WAL that the server writes; 0 while it is a standby, which writes none. */
  long timeline() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TIMELINE);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  Optional<ReplicationSlot> slot(String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SLOT)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(slot(row)) : Optional.empty();
      }
    }
  }

  private static ReplicationSlot slot(ResultSet row) throws SQLException {
    return new ReplicationSlot(
        row.getString("slot_name"),
        row.getString("database"),
        row.getString("plugin"),
        row.getBoolean("active"),
        row.getLong("confirmed"),
        row.getBoolean("lost"));
  }

  /**
   * Drops the slot as soon as nobody reads it; a task that has just ended may hold it for a moment.
   *
   * @throws ConnectException with code TRB-CAPTURE-SLOT-ACTIVE when it stays in use
   */
  void drop(String name) throws SQLException {
    long end = System.nanoTime() + SLOT_RELEASE_LIMIT.toNanos();
    while (slot(name).isPresent()) {
      try (PreparedStatement statement = connection.prepareStatement(DROP_INACTIVE_SLOT)) {
        statement.setString(1, name);
        statement.executeQuery().close();
      }
      if (System.nanoTime() > end) {
        throw new ConnectException(
            "TRB-CAPTURE-SLOT-ACTIVE: replication slot %s is still in use after %d s, so the snapshot cannot begin with a new one; end the process that reads it (pg_replication_slots.active_pid)."
                .formatted(name, SLOT_RELEASE_LIMIT.toSeconds()));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(SLOT_RELEASE_PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("interrupted while waiting for a replication slot", e);
    }
  }
}
