package io.tributary.bench.copy;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same table in an SQLite file to PostgreSQL. */
public final class CopySqlite implements Work {
  @Override
  public String name() {
    return "copy-sqlite";
  }

  @Override
  public List<Result> run(Options options, Stage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    List<Contender> peers = new ArrayList<>();
    pgloader(stage, options, name(), Pgloader.PROGRAM, table).ifPresent(peers::add);
    return new Contest(name(), options)
        .run(tributary(stage, options, name(), "tributary", table), peers);
  }

  /** pgloader, under a name; empty, which is said, where the machine has none. */
  public static Optional<Contender> pgloader(
      Stage stage, Options options, String work, String name, ItemTable table) {
    return new Copying(stage, options, work, name, table, new Pgloader(stage.home()))
        .where(Pgloader.PROGRAM);
  }

  /** Ours, under a name, for other works that copy a file. */
  public static Contender tributary(
      Stage stage, Options options, String work, String name, ItemTable table) {
    return new Copying(stage, options, work, name, table, new TributarySqliteCopy(stage));
  }
}
