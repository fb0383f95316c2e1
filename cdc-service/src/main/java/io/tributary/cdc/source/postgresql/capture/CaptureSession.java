package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.source.MovingSource;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** One open connection to a source and what capture asks and does there. Not thread-safe. */
final class CaptureSession implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CaptureSession.class);
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final MovingSource moving;
  private final Source source;
  private final Connection connection;

  CaptureSession(Databases databases, MovingSource moving) {
    this.moving = moving;
    this.source = moving.source();
    this.connection = databases.open(source.postgres().connection());
  }

  /** The tables that move and hold rows, by name. */
  List<CapturedTable> tables() {
    List<CapturedTable> tables = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(CaptureStatements.TABLES)) {
      query.setArray(1, connection.createArrayOf("text", moving.schemas()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          TableName name = new TableName(rows.getString(1), rows.getString(2));
          if (moving.moves(name)) {
            tables.add(
                new CapturedTable(
                    name,
                    rows.getBoolean(3),
                    new ReplicaIdentity(rows.getString(4), rows.getString(5))));
          }
        }
      }
      return tables;
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  /** How many rows a snapshot of the source may read at once. */
  FetchSize fetchSize() {
    try (PreparedStatement query = connection.prepareStatement(CaptureStatements.BYTES_PER_ROW)) {
      query.setArray(1, connection.createArrayOf("text", moving.schemas()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new FetchSize(row.getLong(1));
      }
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  /** The tables of the publication, or empty when there is no such publication. */
  Optional<Set<TableName>> published(String publication) {
    if (!exists(CaptureStatements.PUBLICATION_EXISTS, publication)) {
      return Optional.empty();
    }
    Set<TableName> tables = new TreeSet<>();
    try (PreparedStatement query = connection.prepareStatement(CaptureStatements.PUBLISHED)) {
      query.setString(1, publication);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tables.add(new TableName(rows.getString(1), rows.getString(2)));
        }
      }
      return Optional.of(tables);
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  /** About how many rows these tables hold; -1 when that cannot be said quickly. */
  long estimatedRows(Collection<TableName> tables) {
    try {
      return new RowEstimate(connection).of(tables);
    } catch (SQLException e) {
      LOG.warnf("no estimate of rows source=%s cause=%s", source.name(), e.getMessage());
      return -1;
    }
  }

  /** Server, database and slot. */
  SlotState slot(String slot) {
    try (PreparedStatement query = connection.prepareStatement(CaptureStatements.SLOT)) {
      query.setString(1, slot);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new SlotState(
            new SlotIdentity(row.getString(1), row.getLong(2), slot),
            row.getBoolean(3),
            row.getString(4),
            Optional.ofNullable(row.getObject(5, Long.class)),
            Optional.ofNullable(row.getObject(6, Integer.class)));
      }
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  boolean exists(TableName table) {
    return exists(CaptureStatements.TABLE_EXISTS, table.schema(), table.name());
  }

  /** Ends the session that reads a slot. */
  void endSession(int pid) {
    try (PreparedStatement end = connection.prepareStatement(CaptureStatements.END_SESSION)) {
      end.setInt(1, pid);
      end.execute();
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  /** Drops a slot that nobody reads; nothing happens when it is gone or in use. */
  void dropSlot(String slot) {
    exists(CaptureStatements.DROP_SLOT, slot);
  }

  /**
   * Runs a statement that needs locks, giving way to the application after a while.
   *
   * @throws TributaryException {@link CaptureError#TABLE_LOCKED} when the lock was not to be had
   */
  void alter(long lockTimeoutMillis, String statement) {
    try (Statement alter = connection.createStatement()) {
      alter.execute(CaptureStatements.lockTimeout(lockTimeoutMillis));
      alter.execute(statement);
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw new TributaryException(
            CaptureError.TABLE_LOCKED,
            "A session holds a lock that preparing source %s needs; it is tried again. It waits for: %s"
                .formatted(source.name(), statement),
            Map.of("source", source.name()),
            e);
      }
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  private boolean exists(String sql, String... parameters) {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }
}
