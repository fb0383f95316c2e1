package io.tributary.validator.watch;

import io.tributary.common.event.TableVerdict;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns outcomes into verdicts: names, times, and the rows that were set aside.
 *
 * @param stream whose tables
 * @param clock for the time of the verdict
 */
record VerdictNames(StreamId stream, Clock clock) {
  private static final String NO_SUCH_TABLE = "42P01";

  /** The verdict of a table. */
  TableVerdict verdict(
      TableName table, TableName target, Outcome outcome, long quarantined, Instant started) {
    Instant now = clock.instant();
    return new TableVerdict(
        stream.migration(),
        stream.source(),
        table.display(),
        target.display(),
        outcome.sourceRows(),
        outcome.targetRows(),
        quarantined,
        outcome.verdict(),
        outcome.position(),
        outcome.sourceDigest(),
        outcome.targetDigest(),
        outcome.differences(),
        outcome.differenceCount(),
        outcome.unsettled(),
        outcome.scope(),
        now,
        Duration.between(started, now).toMillis());
  }

  /** Rows set aside per table (by display name), as the dead letters in the target say. */
  Map<String, Long> quarantined(Connection target) throws SQLException {
    Map<String, Long> rows = new HashMap<>();
    try (PreparedStatement statement =
        target.prepareStatement(
            "SELECT table_name, count(DISTINCT row_key) FROM tributary.dead_letter"
                + " WHERE migration = ? AND source = ? GROUP BY table_name")) {
      statement.setString(1, stream.migration());
      statement.setString(2, stream.source());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.put(result.getString(1), result.getLong(2));
        }
      }
    } catch (SQLException e) {
      if (!NO_SUCH_TABLE.equals(e.getSQLState())) {
        throw e;
      }
    }
    return rows;
  }
}
