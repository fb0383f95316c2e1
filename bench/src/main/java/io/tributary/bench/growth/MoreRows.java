package io.tributary.bench.growth;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.copy.CopyPg;
import io.tributary.bench.copy.CopySqlite;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.validation.ValidationContest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A work with eight times the rows beside four times, twice and once, and beside a peer's with as
 * many.
 *
 * @param name as {@code --only} has it
 * @param ours makes ours
 * @param program what the peer is called
 * @param peer makes the peer, where the machine has it
 */
public record MoreRows(
    String name, Maker<Contender> ours, String program, Maker<Optional<Contender>> peer)
    implements MeasuredWork {
  private static final int[] SMALLER = {1, 2, 4};
  private static final int LARGEST = 8;

  /** Makes those who take part in a work, under a name, with a table. */
  @FunctionalInterface
  public interface Maker<T> {
    T make(BenchStage stage, BenchOptions options, String work, String name, ItemTable table);
  }

  /** Of a PostgreSQL table that is copied. */
  public static MoreRows copied() {
    return new MoreRows("growth-rows", CopyPg::tributary, "pgcopydb", CopyPg::pgcopydb);
  }

  /** Of an SQLite file that is copied. */
  public static MoreRows copiedFromSqlite() {
    return new MoreRows(
        "growth-sqlite-rows", CopySqlite::tributary, "pgloader", CopySqlite::pgloader);
  }

  /** Of a table that is compared. */
  public static MoreRows validated() {
    return new MoreRows(
        "growth-validate",
        (stage, options, work, name, table) -> ValidationContest.tributary(stage, name, table),
        "count(*), sum(hash)",
        (stage, options, work, name, table) ->
            Optional.of(ValidationContest.hashSums(stage, name, table)));
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    List<Contender> others = new ArrayList<>();
    for (int times : SMALLER) {
      others.add(ours(options, stage, times));
    }
    ItemTable largest = new ItemTable(options.rows() * LARGEST);
    peer.make(stage, options, name, named(program, largest), largest).ifPresent(others::add);
    return new Contest(name, options).run(ours(options, stage, LARGEST), others);
  }

  private Contender ours(BenchOptions options, BenchStage stage, int times) {
    ItemTable table = new ItemTable(options.rows() * times);
    return ours.make(stage, options, name, named("tributary", table), table);
  }

  private static String named(String who, ItemTable table) {
    return String.format(Locale.ROOT, "%s, %,d rows", who, table.rows());
  }
}
