package io.tributary.validator.watch;

import io.tributary.common.event.BlindSpot;
import io.tributary.common.event.TableVerdict;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns outcomes into verdicts: names, times, and the rows that were set aside.
 *
 * @param stream whose tables
 * @param clock for the time of the verdict
 */
record VerdictNames(StreamId stream, Clock clock) {
  private static final String NO_SUCH_TABLE = "42P01";

  /**
   * The verdict of a table.
   *
   * @param quarantined rows set aside, by the target table's display name
   */
  TableVerdict verdict(
      TableMap tables,
      TableName table,
      Outcome outcome,
      Map<String, Long> quarantined,
      Instant started) {
    Instant now = clock.instant();
    TableName target = tables.targets().get(table);
    return new TableVerdict(
        stream.migration(),
        stream.source(),
        table.display(),
        target.display(),
        outcome.sourceRows(),
        outcome.targetRows(),
        outcome.quarantined() >= 0
            ? outcome.quarantined()
            : quarantined.getOrDefault(target.display(), 0L),
        outcome.verdict(),
        outcome.position(),
        outcome.sourceDigest(),
        outcome.targetDigest(),
        outcome.differences(),
        outcome.differenceCount(),
        outcome.unsettled(),
        outcome.scope(),
        now,
        Duration.between(started, now).toMillis(),
        blindSpots(tables.pairs().get(table), outcome),
        outcome.neighbours());
  }

  private static List<BlindSpot> blindSpots(TablePair pair, Outcome outcome) {
    List<BlindSpot> spots = new ArrayList<>(pair == null ? List.of() : pair.blindSpots());
    if (outcome.scope() == TableVerdict.Scope.CHANGED_SINCE_EQUAL) {
      spots.add(new BlindSpot(BlindSpot.Kind.UNREAD_ROWS, List.of()));
    }
    if (!outcome.searchedThrough()) {
      spots.add(new BlindSpot(BlindSpot.Kind.UNSEARCHED_ROWS, List.of()));
    }
    return spots;
  }

  /**
   * Rows set aside per table (by the target's display name), as the dead letters in the target say.
   */
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
