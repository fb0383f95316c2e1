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

/** A PostgreSQL table to another server. */
public final class CopyPg implements Work {
  @Override
  public String name() {
    return "copy-pg";
  }

  @Override
  public List<Result> run(Options options, Stage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    List<Contender> peers = new ArrayList<>();
    pgcopydb(stage, options, name(), Pgcopydb.PROGRAM + " clone", table).ifPresent(peers::add);
    peers.add(
        new Copying(stage, options, name(), "COPY binary, psql to psql", table, new BinaryCopy()));
    return new Contest(name(), options)
        .run(tributary(stage, options, name(), "tributary", table), peers);
  }

  /** pgcopydb, under a name; empty, which is said, where the machine has none. */
  public static Optional<Contender> pgcopydb(
      Stage stage, Options options, String work, String name, ItemTable table) {
    return new Copying(stage, options, work, name, table, new Pgcopydb(stage.home()))
        .where(Pgcopydb.PROGRAM);
  }

  /** Ours, under a name, for other works that copy a table. */
  public static Contender tributary(
      Stage stage, Options options, String work, String name, ItemTable table) {
    return new Copying(stage, options, work, name, table, new TributaryCopy(stage));
  }
}
