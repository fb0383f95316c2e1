package io.tributary.validator.verdict;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.verdict.BlindSpot;
import io.tributary.common.verdict.ComparedTable;
import io.tributary.common.verdict.ComparisonTime;
import io.tributary.common.verdict.RowCounts;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.digest.DigestExpressions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes verdicts of outcomes: adds names, times, and rows that wait as dead letters.
 *
 * @param stream whose tables
 * @param clock for the time of the verdict
 */
public record VerdictAssembly(StreamId stream, Clock clock) {
  private static final String NO_SUCH_TABLE = "42P01";
  private static final String DEAD_LETTERS =
      "SELECT table_name, count(DISTINCT row_key) FROM tributary.dead_letter"
          + " WHERE migration = ? AND source = ? GROUP BY table_name";

  /**
   * The verdict of a table.
   *
   * @param deadLetters rows that wait as dead letters, by the target table's display name; they
   *     count as quarantined where the source has no quarantine
   * @param started when the comparison began
   * @param before when the verdict was found that rows stand by that were not compared
   */
  public TableVerdict verdict(
      TableMap tables,
      TableName table,
      TableOutcome outcome,
      Map<String, Long> deadLetters,
      Instant started,
      Optional<ComparisonTime> before) {
    Instant now = clock.instant();
    long millis = Duration.between(started, now).toMillis();
    TableName target =
        Objects.requireNonNull(tables.targets().get(table), "only mapped tables are compared");
    long quarantined =
        outcome.quarantined().orElseGet(() -> deadLetters.getOrDefault(target.display(), 0L));
    return new TableVerdict(
        new ComparedTable(stream.migration(), stream.source(), table.display(), target.display()),
        outcome
            .rows()
            .map(rows -> new RowCounts(rows.source(), rows.target(), quarantined))
            .orElseGet(() -> RowCounts.unknown(quarantined)),
        outcome.verdict(),
        outcome.extent().position(),
        outcome.digests().by(DigestExpressions.of(tables.source(), tables.target()).method()),
        outcome.findings(),
        outcome.extent().scope(),
        outcome.extent().scope() == TableVerdict.Scope.FULL
            ? ComparisonTime.ofAllRows(now, millis)
            : ComparisonTime.ofSome(now, millis, before),
        blindSpots(tables.pairs().get(table), outcome.extent()),
        outcome.neighbours().orElse(null));
  }

  private static List<BlindSpot> blindSpots(@Nullable TablePair pair, TableOutcome.Extent extent) {
    List<BlindSpot> spots = new ArrayList<>(pair == null ? List.of() : pair.blindSpots());
    if (extent.scope() == TableVerdict.Scope.CHANGED_SINCE_EQUAL) {
      spots.add(new BlindSpot(BlindSpot.Kind.UNREAD_ROWS, List.of()));
    }
    if (!extent.searchedThrough()) {
      spots.add(new BlindSpot(BlindSpot.Kind.UNSEARCHED_ROWS, List.of()));
    }
    return spots;
  }

  /** Rows that wait as dead letters per table, by the target's display name. */
  public Map<String, Long> deadLetters(Connection target) throws SQLException {
    Map<String, Long> rows = new HashMap<>();
    try {
      BoundStatement.of(DEAD_LETTERS, stream.migration(), stream.source())
          .each(target, row -> rows.put(row.getString(1), row.getLong(2)));
    } catch (SQLException e) {
      if (!NO_SUCH_TABLE.equals(e.getSQLState())) {
        throw e;
      }
    }
    return rows;
  }
}
