package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.ChangePlanner;
import io.tributary.cdc.definition.DefinitionCatalog;
import io.tributary.cdc.definition.DefinitionNotice;
import io.tributary.cdc.definition.DefinitionStore;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.source.MovingSource;
import io.tributary.common.plan.source.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds changes of tables that no row may ever follow, such as a new index or a dropped table, and
 * writes the new definition into the source's own change stream, where apply meets it at its place.
 * Says the same only once. One look at a time.
 */
final class DefinitionWatch {
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String NO_SUCH_TABLE = "42P01";
  private static final String STATE_MISSING = "42P01";

  private final Databases databases;
  private final Duration interval;
  private final Clock clock;
  private final Map<Long, Optional<TableDefinition>> told = new HashMap<>();
  private Instant next = Instant.MIN;

  DefinitionWatch(Databases databases, Duration interval, Clock clock) {
    this.databases = databases;
    this.interval = interval;
    this.clock = clock;
  }

  /** Looks when it is time to. */
  void look(MovingSource moving) {
    if (clock.instant().isBefore(next)) {
      return;
    }
    next = clock.instant().plus(interval);
    Source source = moving.source();
    List<TableDefinition> known = known(moving);
    if (known.isEmpty()) {
      return;
    }
    try (Connection connection = databases.open(source.postgres().connection())) {
      Map<Long, TableDefinition> now = new HashMap<>();
      new DefinitionCatalog(connection, source).all().forEach(t -> now.put(t.oid(), t));
      for (TableDefinition before : known) {
        TableDefinition after = now.get(before.oid());
        if (after == null || !ChangePlanner.between(before, after).isEmpty()) {
          tell(connection, source, before);
        } else {
          told.remove(before.oid());
        }
      }
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  private List<TableDefinition> known(MovingSource moving) {
    try (Connection connection = databases.open(moving.target())) {
      return new DefinitionStore(connection, moving.stream()).read();
    } catch (SQLException e) {
      if (STATE_MISSING.equals(e.getSQLState())) {
        return List.of();
      }
      throw Databases.failure(moving.target(), e);
    }
  }

  private void tell(Connection connection, Source source, TableDefinition before)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      Optional<TableDefinition> now = locked(connection, source, before.oid());
      if (!now.equals(told.get(before.oid()))) {
        NoticeStatements.emit(
            connection, new DefinitionNotice(before.oid(), now.orElse(null)).content());
        connection.commit();
        told.put(before.oid(), now);
      }
    } catch (SQLException e) {
      // Somebody is changing the table right now: the next look finds what came of it.
      if (!List.of(LOCK_NOT_AVAILABLE, NO_SUCH_TABLE).contains(e.getSQLState())) {
        throw e;
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /**
   * The definition, which cannot change before the open transaction ends: so the message stands
   * behind the change that it tells of, and before the next one.
   */
  private static Optional<TableDefinition> locked(Connection connection, Source source, long oid)
      throws SQLException {
    DefinitionCatalog catalog = new DefinitionCatalog(connection, source);
    Optional<TableDefinition> seen = catalog.byOid(oid);
    if (seen.isEmpty()) {
      return seen;
    }
    NoticeStatements.lock(connection, seen.get().table());
    return catalog.byOid(oid);
  }
}
