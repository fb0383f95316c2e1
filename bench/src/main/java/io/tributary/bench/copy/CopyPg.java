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

/** A PostgreSQL table to another server. */
public final class CopyPg implements MeasuredWork {
  @Override
  public String name() {
    return "copy-pg";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    List<Contender> peers = new ArrayList<>();
    pgcopydb(stage, options, name(), Pgcopydb.PROGRAM + " clone", table).ifPresent(peers::add);
    peers.add(
        new CopyContender(
            stage, options, name(), "COPY binary, psql to psql", table, new BinaryCopy()));
    return new Contest(name(), options)
        .run(tributary(stage, options, name(), "tributary", table), peers);
  }

  /** pgcopydb, under a name; empty, which is said, where the machine has none. */
  public static Optional<Contender> pgcopydb(
      BenchStage stage, BenchOptions options, String work, String name, ItemTable table) {
    return new CopyContender(stage, options, work, name, table, new Pgcopydb(stage.home()))
        .where(Pgcopydb.PROGRAM);
  }

  /** Ours, under a name, for other works that copy a table. */
  public static Contender tributary(
      BenchStage stage, BenchOptions options, String work, String name, ItemTable table) {
    return new CopyContender(stage, options, work, name, table, new TributaryCopy(stage));
  }
}
