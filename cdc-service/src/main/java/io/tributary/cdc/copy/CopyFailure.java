package io.tributary.cdc.copy;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.database.ServerMessage;
import java.sql.SQLException;
import java.util.Map;

/** What a failed COPY means to the operator. */
public final class CopyFailure {
  /** Unknown snapshot, or one whose holder is gone. */
  private static final String INVALID_VALUE = "22023";

  private static final String NOT_READY = "55000";

  private CopyFailure() {}

  /** The source did not give a table's rows. */
  public static TributaryException ofSource(Source source, TableName table, SQLException e) {
    String state = state(e);
    if (connectionLost(state)) {
      return Databases.failure(source.postgres().connection(), e);
    }
    return new TributaryException(
        CopyError.SOURCE_REFUSED,
        "The rows of table %s of source %s could not be read: %s. It is tried again; mend the cause at the source, or exclude the table."
            .formatted(table.display(), source.name(), ServerMessage.of(e)),
        Map.of("source", source.name(), "table", table.display(), "sqlState", state),
        e);
  }

  /** The target did not take a table's rows. */
  public static TributaryException ofTarget(
      DatabaseAddress target, TableName table, SQLException e) {
    String state = state(e);
    if (!state.startsWith("22") && !state.startsWith("23")) {
      return Databases.failure(target, e);
    }
    return new TributaryException(
        CopyError.TARGET_REFUSED,
        "The target %s refused a row of table %s: %s. Nothing of its chunk was kept. Mend the cause in the target or in the row and resume the migration; or start it anew with initial-copy: stream, which sets such rows aside."
            .formatted(target.display(), table.display(), ServerMessage.of(e)),
        Map.of("table", table.display(), "sqlState", state),
        e);
  }

  /** Whether a snapshot could not be taken over because there is none of that name. */
  public static boolean noSuchSnapshot(SQLException e) {
    return state(e).equals(INVALID_VALUE) || state(e).equals(NOT_READY);
  }

  /** A table that was there when the copy was begun. */
  public static TributaryException tableGone(Source source, TableName table) {
    return new TributaryException(
        CopyError.SOURCE_REFUSED,
        "Table %s of source %s is not there any more. Type %s."
            .formatted(table.display(), source.name(), StreamId.RESTART_COMMAND),
        Map.of("source", source.name(), "table", table.display()));
  }

  /** What the source held where its stream begins cannot be read any more. */
  public static TributaryException snapshotGone(Source source, SQLException e) {
    return new TributaryException(
        CopyError.SNAPSHOT_GONE,
        "Source %s no longer holds what it held where its stream begins, as after a restart of its server. The copy goes on by itself, or from the beginning where it has to."
            .formatted(source.name()),
        Map.of("source", source.name()),
        e);
  }

  /** What was cut here is not what stands in the target. */
  static TributaryException otherInstance(StreamId stream) {
    return new TributaryException(
        CopyError.OTHER_INSTANCE,
        "Another instance copies %s or has begun its copy anew. The instance that looks after the source by now goes on with it."
            .formatted(stream),
        Map.of("source", stream.source()));
  }

  private static boolean connectionLost(String state) {
    return state.isEmpty() || state.startsWith("08") || state.startsWith("57");
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
