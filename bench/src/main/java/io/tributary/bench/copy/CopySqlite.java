package io.tributary.bench.copy;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.PeerProgram;
import io.tributary.bench.stage.Stage;
import java.util.ArrayList;
import java.util.List;

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
    if (PeerProgram.exists(Pgloader.PROGRAM)) {
      Copying.Way way = new Pgloader(stage.home());
      peers.add(new Copying(stage, options, name(), Pgloader.PROGRAM, table, way));
    } else {
      options.leaveOut(name(), Pgloader.PROGRAM, "it is not on this machine");
    }
    Copying.Way way = new TributarySqliteCopy(stage);
    Copying ours = new Copying(stage, options, name(), "tributary", table, way);
    return new Contest(name(), options).run(ours, peers);
  }
}
