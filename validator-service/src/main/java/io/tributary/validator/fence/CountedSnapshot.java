package io.tributary.validator.fence;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.source.end.FollowedRows;
import io.tributary.validator.source.end.HeldTables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The tables of one end as they were counted in one moment, which is held: an end has now as many
 * rows as it had then, less those of the changed ids that it had then, and those of them that it
 * has now. Used by one thread at a time.
 */
final class CountedSnapshot implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CountedSnapshot.class);

  private final HeldTables snapshot;
  private final Map<TablePair, Long> counts = new HashMap<>();
  private volatile boolean lost;

  /** Nothing is held nor counted yet; owns the snapshot. */
  CountedSnapshot(HeldTables snapshot) {
    this.snapshot = snapshot;
  }

  /** Holds this moment. */
  void take() throws SQLException {
    snapshot.take();
  }

  /** Counts tables in this order, as many as the time allows; how many they are. */
  int count(List<TablePair> pairs, Duration limit) throws SQLException {
    long until = System.nanoTime() + limit.toNanos();
    for (TablePair pair : pairs) {
      long left = until - System.nanoTime();
      Optional<Long> counted =
          left <= 0 ? Optional.empty() : snapshot.count(pair, Duration.ofNanos(left));
      if (counted.isEmpty()) {
        break;
      }
      counts.put(pair, counted.get());
    }
    return counts.size();
  }

  /** Whether it is known how many rows a table had. */
  boolean counted(TablePair pair) {
    return !lost && counts.containsKey(pair);
  }

  /** How many of the changed rows each table had, in order; nothing when the moment is lost. */
  List<Long> had(Map<TablePair, FollowedRows> changed) {
    try {
      return snapshot.countOf(changed);
    } catch (SQLException e) {
      LOG.warnf("a snapshot is lost, its tables are counted anew cause=%s", e.getMessage());
      lost = true;
      return List.of();
    }
  }

  /** Whether what was counted is of no use any more. */
  boolean lost() {
    return lost;
  }

  /**
   * How many rows a table has now.
   *
   * @param had changed rows that it had then
   * @param has changed rows that it has now
   */
  long now(TablePair pair, long had, long has) {
    return Objects.requireNonNull(counts.get(pair), "only counted tables are followed") - had + has;
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
