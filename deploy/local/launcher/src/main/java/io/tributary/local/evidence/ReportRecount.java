package io.tributary.local.evidence;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.ServerMessage;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Counts and digests the rows of a report's tables again, at both sides. Each database is opened
 * once; one that cannot be is that of its tables. Not thread-safe.
 */
final class ReportRecount implements AutoCloseable {
  private final Migration migration;
  private final SecretReader secrets;
  private final Map<String, RowCount> open = new HashMap<>();
  private final Map<String, String> closed = new HashMap<>();

  ReportRecount(Migration migration, SecretReader secrets) {
    this.migration = migration;
    this.secrets = secrets;
  }

  /**
   * Reads one side of a table.
   *
   * @param then whether it was the side that was closed then
   */
  SideRecount of(ReportedTable table, ReportedSide side, boolean then) {
    Source source =
        migration.sources().stream()
            .filter(each -> each.name().equals(table.source()))
            .findFirst()
            .orElse(null);
    if (source == null) {
      return SideRecount.unreadable("the migration file has no source " + table.source());
    }
    try {
      return SideRecount.of(
          side, counter(source, side).of(side.table(), side.comparable()), then && rests(source));
    } catch (SQLException e) {
      return SideRecount.unreadable(ServerMessage.of(e));
    } catch (TributaryException e) {
      return SideRecount.unreadable(e.report().message());
    }
  }

  /** With a way back the closed side follows the open one, until the migration is completed. */
  private boolean rests(Source source) {
    return !new MovingSource(migration, source).returns();
  }

  private RowCount counter(Source source, ReportedSide side) throws SQLException {
    String key = side.atTarget() ? "" : source.name();
    if (closed.containsKey(key)) {
      throw new SQLException(closed.get(key));
    }
    RowCount known = open.get(key);
    if (known != null) {
      return known;
    }
    try {
      RowCount made = side.atTarget() ? target() : counter(source);
      open.put(key, made);
      return made;
    } catch (SQLException e) {
      closed.put(key, ServerMessage.of(e));
      throw e;
    }
  }

  private RowCount target() throws SQLException {
    List<String> schemas =
        migration.sources().stream()
            .flatMap(source -> source.schemas().stream())
            .flatMap(
                mapping ->
                    Stream.concat(Stream.of(mapping.to()), mapping.tables().values().stream()))
            .toList();
    return new ServerRowCount(migration.target().connection(), schemas, secrets);
  }

  private RowCount counter(Source source) throws SQLException {
    if (source.address().isEmpty()) {
      return new FileRowCount(source);
    }
    List<String> schemas = source.schemas().stream().map(SchemaMapping::from).toList();
    return new ServerRowCount(source.address().get(), schemas, secrets);
  }

  @Override
  public void close() {
    for (RowCount each : open.values()) {
      try {
        each.close();
      } catch (SQLException e) {
        // Nothing was written; the server ends the session by itself.
        continue;
      }
    }
  }
}
