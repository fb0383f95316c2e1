package io.tributary.bench.stream;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.replication.DebeziumSink;
import io.tributary.bench.replication.NativeReplication;
import io.tributary.bench.replication.TableReplication;
import io.tributary.bench.replication.TributaryReplication;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Tributary and its peers in streaming. */
record StreamContest(BenchStage stage, BenchOptions options, String work, ItemTable table) {

  /** PostgreSQL itself. */
  List<TableReplication> ofPostgres() {
    return List.of(new NativeReplication());
  }

  /** The sink, where the worker has it. */
  List<TableReplication> ofDebezium() {
    if (!Files.isDirectory(stage.sinkPlugins())) {
      options.leaveOut(work, "debezium jdbc sink", "the worker does not have it");
      return List.of();
    }
    return List.of(new DebeziumSink(stage, false), new DebeziumSink(stage, true));
  }

  /** Both. */
  List<TableReplication> all() {
    List<TableReplication> all = new ArrayList<>(ofPostgres());
    all.addAll(ofDebezium());
    return all;
  }

  List<BenchResult> run(ChangeBurst burst, List<TableReplication> peers) throws Exception {
    if (peers.isEmpty()) {
      return List.of();
    }
    List<Contender> contenders = new ArrayList<>();
    peers.forEach(peer -> contenders.add(streaming(peer, burst)));
    return new Contest(work, options)
        .run(streaming(new TributaryReplication(stage), burst), contenders);
  }

  private Contender streaming(TableReplication replication, ChangeBurst burst) {
    return new BurstStreaming(stage, options, work, replication, table, burst);
  }
}
