package io.tributary.local.demo;

import io.tributary.local.demo.api.MigrationView;
import io.tributary.local.demo.database.ChromaAddress;
import io.tributary.local.demo.database.DatabaseAddress;
import io.tributary.local.demo.database.SqliteAddress;
import io.tributary.local.demo.report.DemoRowReader;
import io.tributary.local.demo.report.RoundDirection;
import io.tributary.local.demo.report.RoundResult;
import io.tributary.local.demo.report.TableJudgement;
import io.tributary.local.demo.report.TableResult;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.setup.DemoMigrationFile;
import io.tributary.local.demo.setup.DemoServers;
import io.tributary.local.demo.writer.SampleWriter;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What the demo sees with its own eyes behind a change of sides, while the writers rest. */
record SideJudgement(DemoMigrationFile plan, DemoServers servers, List<SampleWriter> writers) {
  private static final Duration IN_STEP_LIMIT = Duration.ofMinutes(1);
  private static final long LOOK_NANOS = 200_000_000;

  /**
   * Looks at all of it; the writers go on afterwards.
   *
   * @param number of the change, 0 for the first
   * @param changed the migration behind the change
   */
  RoundResult of(RoundDirection direction, int number, MigrationView changed) {
    List<TableResult> tables = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (SampleWriter writer : writers) {
      writer.restDuring(
          () -> {
            tables.addAll(inStep(direction, writer, changed));
            lost.addAll(lostOrDoubled(writer));
          });
    }
    long pause =
        writers.stream().mapToLong(w -> w.pause().millis(number).orElse(0)).max().orElse(0);
    return new RoundResult(direction, pause, tables, lost);
  }

  /** With a way back, what the writers did since the change reaches the other side in a moment. */
  private List<TableResult> inStep(
      RoundDirection direction, SampleWriter writer, MigrationView changed) {
    long end = System.nanoTime() + IN_STEP_LIMIT.toNanos();
    while (true) {
      List<TableResult> tables = tables(direction, writer, changed);
      if (!plan.wayBack()
          || tables.stream().allMatch(TableResult::equal)
          || System.nanoTime() > end) {
        return tables;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private List<TableResult> tables(
      RoundDirection direction, SampleWriter writer, MigrationView changed) {
    DemoSample sample = writer.sample();
    DemoRowReader source = new DemoRowReader(legacy(sample));
    DemoRowReader target = new DemoRowReader(servers.target(DemoMigrationFile.TARGET_DATABASE));
    Map<String, Map<String, Long>> there = new HashMap<>();
    sample.schemas().forEach(schema -> there.put(schema, target.counts(schema)));
    return new TableJudgement(
            sample,
            source.counts(sample.kind().schema()),
            there,
            changed.verifiedTablesOf(direction.stream(sample.name())),
            table -> plan.wayBack() ? 0 : writer.ledger().addedAtTarget(table),
            plan.wayBack() || writer.ledger().certain())
        .tables();
  }

  private DatabaseAddress legacy(DemoSample sample) {
    return switch (sample.kind()) {
      case POSTGRESQL -> servers.legacy(sample.name());
      case SQLITE -> new SqliteAddress(plan.file(sample));
      case CHROMA -> new ChromaAddress(plan.file(sample));
    };
  }

  /** Reads as its application, so that the right of its role to see its tables is shown, too. */
  private List<String> lostOrDoubled(SampleWriter writer) {
    DemoSample sample = writer.sample();
    DemoRowReader application = new DemoRowReader(inUse(sample));
    return sample.tables().stream()
        .flatMap(table -> writer.ledger().differences(table, application.rows(table)).stream())
        .toList();
  }

  private DatabaseAddress inUse(DemoSample sample) {
    try {
      return DatabaseAddress.read(plan.envFile(sample), sample.variable());
    } catch (IOException e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
