package io.tributary.validator.fence;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.TableStatements;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.database.HeldMoment;
import io.tributary.validator.digest.Digest;
import io.tributary.validator.digest.DigestBatch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The tables of one end as they were counted in one moment, which is held: an end has now as many
 * rows as it had then, less those of the changed ids that it had then, and those of them that it
 * has now. Used by one thread at a time.
 */
final class CountedSnapshot implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CountedSnapshot.class);

  private final HeldMoment snapshot;
  private final Function<TablePair, TableStatements> sql;
  private final Map<TablePair, Long> counts = new HashMap<>();
  private volatile boolean lost;

  /**
   * Nothing is held nor counted yet; owns the snapshot.
   *
   * @param sql reads a table at this end
   */
  CountedSnapshot(HeldMoment snapshot, Function<TablePair, TableStatements> sql) {
    this.snapshot = snapshot;
    this.sql = sql;
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
      BoundStatement count = sql.apply(pair).count();
      Optional<Long> counted =
          left <= 0
              ? Optional.empty()
              : snapshot.readWithin(
                  Duration.ofNanos(left), c -> count.first(c, row -> row.getLong(1)).orElseThrow());
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

  /** How many of the ids each table had, in their order; nothing when the moment is lost. */
  List<Digest> had(Map<TablePair, List<RowId>> ids) {
    List<BoundStatement> lookups = new ArrayList<>();
    ids.forEach((pair, changed) -> lookups.add(sql.apply(pair).countOf(changed)));
    try {
      return lookups.isEmpty()
          ? List.of()
          : snapshot.read(connection -> DigestBatch.read(connection, lookups));
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
   * @param had rows of the changed ids that it had then
   * @param has rows of the changed ids that it has now
   */
  long now(TablePair pair, long had, long has) {
    return Objects.requireNonNull(counts.get(pair), "only counted tables are followed") - had + has;
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
