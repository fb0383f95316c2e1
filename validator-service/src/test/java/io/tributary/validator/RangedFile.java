package io.tributary.validator;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.config.ValidatorLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A file whose tables are compared in ranges of 500 rows, its topic and who compares it. */
final class RangedFile implements AutoCloseable {
  static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 50, 100, 1_000, 1_000_000, 20, 1 << 20, 500);
  private static final long HOUR = 3_600_000;

  final FileAndDatabase both;
  final ChangeTopic topic;
  private Comparing comparing;
  private int generation;

  RangedFile(String name, boolean writeAheadLog, String tables) throws Exception {
    both = new FileAndDatabase(name, writeAheadLog, tables);
    topic =
        new ChangeTopic(
            name + "-" + UUID.randomUUID(),
            new StreamId(PreparedTarget.MIGRATION, PreparedTarget.SOURCE),
            "main");
    comparing = new Comparing(topic.prefix(), LIMITS);
  }

  /** Compares with so many workers, and rests for an hour behind a pass. */
  void compare(int workers) {
    desire(HOUR, workers);
  }

  void compareAgainAndAgain() {
    desire(50, 1);
  }

  private void desire(long pauseMillis, int workers) {
    Migration quick = both.migration(100);
    comparing.desire(
        new Migration(
            quick.name(),
            quick.target(),
            quick.sources(),
            quick.cutover(),
            new ValidationSettings(pauseMillis, 100, 0, new ComparisonLimits(workers, 0))),
        MigrationGoal.REPLICATE,
        ++generation,
        null);
  }

  /** The process that compares dies. */
  void kill() {
    comparing.close();
  }

  void startAnother() {
    comparing = new Comparing(topic.prefix(), LIMITS);
    compare(1);
  }

  Comparing comparing() {
    return comparing;
  }

  TableVerdict latest(String table) {
    return comparing.latest(table);
  }

  LedgerObserved ledger() {
    List<ValidationObserved> observed = comparing.observed;
    return observed.isEmpty() ? LedgerObserved.NONE : observed.get(observed.size() - 1).ledger();
  }

  static List<String> keys(TableVerdict verdict, String column) {
    return verdict.findings().differences().stream()
        .map(RowDifference::key)
        .map(key -> key.get(column))
        .toList();
  }

  /** The numbers of the ranges that are kept as equal. */
  List<Integer> equalRanges() {
    List<Instant> since = equalSince();
    return IntStream.range(0, since.size())
        .filter(i -> !since.get(i).equals(Instant.EPOCH))
        .boxed()
        .toList();
  }

  /** When each range that is kept was equal, the epoch for those that are not. */
  List<Instant> equalSince() {
    List<Instant> since = new ArrayList<>();
    try (Connection target = both.openTarget();
        Statement statement = target.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(equal_at, 'epoch') FROM tributary.ledger_range ORDER BY number")) {
      while (row.next()) {
        since.add(row.getTimestamp(1).toInstant());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return since;
  }

  @Override
  public void close() {
    comparing.close();
    topic.close();
    both.close();
  }
}
