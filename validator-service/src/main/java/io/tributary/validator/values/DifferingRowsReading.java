package io.tributary.validator.values;

import io.tributary.common.error.TributaryException;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.ValidatorError;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.PairStatements;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.TableEnd;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.database.ParallelReads.Both;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.SourceKinds;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.values.RowComparison.RowTexts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads rows that a verdict names once more, with sessions of its own. What it returns stands
 * nowhere else: no log, no topic and no table of ours.
 *
 * @param watched the source
 * @param limit after which a reading is given up; of a file's table all rows are read for it
 */
public record DifferingRowsReading(WatchedSource watched, RunContext context, Duration limit) {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int MOST_CHARACTERS = 1_000;

  /** What {@link io.tributary.validator.verdict.DifferenceDescription} puts behind a cut key. */
  private static final String CUT = "…";

  /** One that takes at most 20 seconds. */
  public static DifferingRowsReading of(WatchedSource watched, RunContext context) {
    return new DifferingRowsReading(watched, context, LIMIT);
  }

  /**
   * The rows of a verdict.
   *
   * @throws TributaryException where an end cannot be read, or not in time
   */
  public DifferingRows rows(TableVerdict verdict) {
    List<RowDifference> named = verdict.findings().differences();
    AtomicBoolean over = new AtomicBoolean();
    try (PairedEnds ends = SourceKinds.open(watched, context.lookup(watched.stream()))) {
      CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS, context.executor())
          .execute(
              () -> {
                if (over.compareAndSet(false, true)) {
                  ends.abort();
                }
              });
      List<DifferingRow> rows = read(ends, verdict, named);
      over.set(true);
      return new DifferingRows(
          watched.stream().source(),
          verdict.table(),
          rows,
          named.size() - rows.size(),
          context.clock().instant());
    } catch (RuntimeException e) {
      throw over.getAndSet(true) ? late(verdict, e) : e;
    }
  }

  private List<DifferingRow> read(
      PairedEnds ends, TableVerdict verdict, List<RowDifference> named) {
    ParallelReads reads = new ParallelReads(context.executor());
    TableMap tables = ends.tables(reads);
    TablePair pair =
        tables.pairs().values().stream()
            .filter(each -> each.source().table().display().equals(verdict.table()))
            .findFirst()
            .orElseThrow(
                () ->
                    new TributaryException(
                        ValidatorError.UNKNOWN_NAME,
                        "Table "
                            + verdict.table()
                            + " cannot be compared now; its verdict says why.",
                        Map.of("table", verdict.table())));
    List<String> keys = pair.source().keyNames();
    List<RowDifference> known = named.stream().filter(row -> tells(row, keys)).toList();
    if (!pair.keyed() || known.isEmpty()) {
      return List.of();
    }
    List<RowId> ids = known.stream().map(row -> id(row, keys)).toList();
    try {
      PairStatements sql = PairStatements.of(tables, pair);
      TableEnd source = new TableEnd(ends.leader().hold(pair).connection(), sql.source());
      TableEnd target = new TableEnd(ends.follower().hold(pair).connection(), sql.target());
      Both<Map<RowId, RowTexts>> both =
          reads.run(() -> texts(source, ids), () -> texts(target, ids));
      RowComparison comparison = new RowComparison(pair.source().columns());
      return known.stream()
          .map(
              row -> {
                RowId id = id(row, keys);
                return comparison.of(row, both.source().get(id), both.target().get(id));
              })
          .toList();
    } catch (SQLException e) {
      throw new ComparedEnds(ends, () -> false).failure(e);
    }
  }

  private static Map<RowId, RowTexts> texts(TableEnd end, List<RowId> ids) throws SQLException {
    Map<RowId, List<String>> hashes = end.columns(end.sql().columnHashes(ids));
    Map<RowId, List<String>> texts = end.columns(end.sql().cutColumnTexts(ids, MOST_CHARACTERS));
    Map<RowId, RowTexts> rows = new HashMap<>();
    hashes.forEach(
        (id, each) -> {
          List<String> shown = texts.get(id);
          if (shown != null) {
            rows.put(id, new RowTexts(each, shown));
          }
        });
    return rows;
  }

  private static boolean tells(RowDifference row, List<String> keys) {
    return keys.stream()
        .map(row.key()::get)
        .allMatch(value -> value != null && !value.endsWith(CUT));
  }

  private static RowId id(RowDifference row, List<String> keys) {
    return new RowId(keys.stream().map(row.key()::get).toList());
  }

  private TributaryException late(TableVerdict verdict, RuntimeException e) {
    return new TributaryException(
        ValidatorError.VALUES_OVERDUE,
        "The rows of table %s were not read within %d s. Look them up by their keys at both ends, or try again when the source has less to do."
            .formatted(verdict.table(), limit.toSeconds()),
        Map.of("table", verdict.table()),
        e);
  }
}
