package io.tributary.bench.copy;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same table in an SQLite file to PostgreSQL. */
public final class CopySqlite implements MeasuredWork {
  @Override
  public String name() {
    return "copy-sqlite";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    List<Contender> peers = new ArrayList<>();
    pgloader(stage, options, name(), Pgloader.PROGRAM, table).ifPresent(peers::add);
    return new Contest(name(), options)
        .run(tributary(stage, options, name(), "tributary", table), peers);
  }

  /** pgloader, under a name; empty, which is said, where the machine has none. */
  public static Optional<Contender> pgloader(
      BenchStage stage, BenchOptions options, String work, String name, ItemTable table) {
    return new CopyContender(stage, options, work, name, table, new Pgloader(stage.home()))
        .where(Pgloader.PROGRAM);
  }

  /** Ours, under a name, for other works that copy a file. */
  public static Contender tributary(
      BenchStage stage, BenchOptions options, String work, String name, ItemTable table) {
    return new CopyContender(stage, options, work, name, table, new TributarySqliteCopy(stage));
  }
}
