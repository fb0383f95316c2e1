package io.tributary.bench.stream;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.replication.DebeziumSink;
import io.tributary.bench.replication.NativeReplication;
import io.tributary.bench.replication.Replication;
import io.tributary.bench.replication.Tributary;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Stage;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Tributary and its peers in streaming. */
record StreamContest(Stage stage, Options options, String work, ItemTable table) {

  /** PostgreSQL itself. */
  List<Replication> ofPostgres() {
    return List.of(new NativeReplication());
  }

  /** The sink, where the worker has it. */
  List<Replication> ofDebezium() {
    if (!Files.isDirectory(stage.sinkPlugins())) {
      options.leaveOut(work, "debezium jdbc sink", "the worker does not have it");
      return List.of();
    }
    return List.of(new DebeziumSink(stage, false), new DebeziumSink(stage, true));
  }

  /** Both. */
  List<Replication> all() {
    List<Replication> all = new ArrayList<>(ofPostgres());
    all.addAll(ofDebezium());
    return all;
  }

  List<Result> run(Burst burst, List<Replication> peers) throws Exception {
    if (peers.isEmpty()) {
      return List.of();
    }
    List<Contender> contenders = new ArrayList<>();
    peers.forEach(peer -> contenders.add(streaming(peer, burst)));
    return new Contest(work, options).run(streaming(new Tributary(stage), burst), contenders);
  }

  private Contender streaming(Replication replication, Burst burst) {
    return new Streaming(stage, options, work, replication, table, burst);
  }
}
