package io.tributary.local.demo;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.tributary.local.demo.api.CutoverAnswer;
import io.tributary.local.demo.api.MigrationApi;
import io.tributary.local.demo.api.MigrationView;
import io.tributary.local.demo.api.SourceView;
import io.tributary.local.demo.database.ChromaAddress;
import io.tributary.local.demo.database.DatabaseAddress;
import io.tributary.local.demo.database.PostgresAddress;
import io.tributary.local.demo.database.SqliteAddress;
import io.tributary.local.demo.report.DemoResult;
import io.tributary.local.demo.report.DemoRowReader;
import io.tributary.local.demo.report.TableJudgement;
import io.tributary.local.demo.report.TableResult;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.setup.DemoMigrationFile;
import io.tributary.local.demo.setup.DemoSecrets;
import io.tributary.local.demo.setup.DemoServers;
import io.tributary.local.demo.writer.SampleWriter;
import io.tributary.local.demo.writer.WriteLedger;
import io.tributary.local.demo.writer.WriteSide;
import io.tributary.local.demo.writer.WriterResult;
import io.tributary.local.stack.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The migration of the demo, from the file to the judgement; the servers run and the writers write.
 *
 * @param say takes one line for people
 */
record DemoRun(
    DemoMigrationFile plan,
    DemoServers servers,
    MigrationApi api,
    MigrationWatch watch,
    List<SampleWriter> writers,
    Consumer<String> say) {
  private static final Duration COPY_LIMIT = Duration.ofMinutes(15);
  private static final Duration CUTOVER_LIMIT = Duration.ofMinutes(2);
  private static final int CUTOVER_ATTEMPTS = 3;
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(30);
  private static final RetryPolicy<CutoverAnswer> WHILE_REFUSED =
      RetryPolicy.<CutoverAnswer>builder()
          .handleResultIf(answer -> answer.cutoverId().isEmpty())
          .abortOn(Throwable.class)
          .withDelay(Duration.ofMillis(500))
          .withMaxDuration(Duration.ofMinutes(5))
          .withMaxAttempts(-1)
          .build();
  private static final long MEASURE_NANOS = 5_000_000_000L;
  private static final long WRITES_SHOWN = 100;

  /**
   * Everything.
   *
   * @throws StartFailure when it cannot be brought to the cutover
   */
  DemoResult run() {
    api.create(plan.migrationFile());
    api.start(DemoMigrationFile.MIGRATION);
    say.accept("The migration is started; the writers go on at the sources.");
    watch.until("every source streams and every table was found equal", COPY_LIMIT, this::ready);
    say.accept("Every stream is caught up and every table equal. Measuring the lag for a moment.");
    measure();
    MigrationView switched = cutover();
    awaitWritesAtTarget();
    return judge(switched);
  }

  /** What waited while the snapshot ran is not lag: the streams get some time of their own. */
  private void measure() {
    long end = System.nanoTime() + MEASURE_NANOS;
    watch.until(
        "the streams ran in step for a moment",
        COPY_LIMIT,
        view -> System.nanoTime() - end > 0 && ready(view));
  }

  private boolean ready(MigrationView view) {
    if (view.state().equals("Created") && !view.problem().isEmpty()) {
      throw new StartFailure("The migration did not start: " + view.problem());
    }
    return plan.samples().stream().allMatch(sample -> view.ready(sample.name()));
  }

  /** One that is undone, as when the orchestrator dies in it, loses nothing: order again. */
  private MigrationView cutover() {
    for (int attempt = 1; ; attempt++) {
      String id = order();
      say.accept("Cutting over.");
      MigrationView end = watch.until("the cutover ended", CUTOVER_LIMIT, view -> ended(view, id));
      if (end.state().equals("Switched")) {
        return end;
      }
      String undone =
          "The cutover was undone, and the writers go on at the sources: " + end.problem();
      if (attempt == CUTOVER_ATTEMPTS) {
        throw new StartFailure(undone);
      }
      say.accept(undone);
    }
  }

  private static boolean ended(MigrationView view, String cutoverId) {
    return view.state().equals("Switched")
        || (view.state().equals("Replicating") && view.cutoverId().equals(cutoverId));
  }

  /** The gate may close again between looking and asking, as the writers go on: ask again. */
  private String order() {
    CutoverAnswer answer =
        Failsafe.with(WHILE_REFUSED)
            .get(
                () -> {
                  watch.requireHealthy();
                  return api.cutover(DemoMigrationFile.MIGRATION, UUID.randomUUID().toString());
                });
    return answer
        .cutoverId()
        .orElseThrow(
            () -> new StartFailure("The cutover was refused all the time: " + answer.refusal()));
  }

  private void awaitWritesAtTarget() {
    watch.until(
        "every writer writes to the target",
        WRITE_LIMIT,
        view ->
            writers.stream()
                .allMatch(w -> w.ledger().transactions(WriteSide.TARGET) >= WRITES_SHOWN));
  }

  private DemoResult judge(MigrationView switched) {
    List<TableResult> tables = new ArrayList<>();
    List<WriterResult> results = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (SampleWriter writer : writers) {
      // It goes on afterwards: there is something to look at until Ctrl-C.
      writer.restDuring(
          () -> {
            tables.addAll(tables(writer, switched));
            results.add(result(writer));
            problems.addAll(lostOrDoubled(writer));
          });
    }
    // At the moment of the switch: what apply measured up to its last change.
    List<SourceView> sources = switched.sources();
    return new DemoResult(
        DemoResult.CUT_OVER,
        sources.stream().mapToLong(SourceView::lagP50Millis).max().orElse(0),
        sources.stream().mapToLong(SourceView::lagP99Millis).max().orElse(0),
        sources.stream().mapToLong(s -> s.rows() + s.changes()).sum(),
        sources.stream().mapToLong(SourceView::bytes).sum(),
        tables,
        results,
        problems);
  }

  private List<TableResult> tables(SampleWriter writer, MigrationView switched) {
    DemoSample sample = writer.sample();
    DemoRowReader source = new DemoRowReader(legacy(sample));
    DemoRowReader target = new DemoRowReader(servers.target(DemoMigrationFile.TARGET_DATABASE));
    Map<String, Map<String, Long>> there = new HashMap<>();
    sample.schemas().forEach(schema -> there.put(schema, target.counts(schema)));
    return new TableJudgement(
            sample,
            source.counts(sample.kind().schema()),
            there,
            switched.verifiedTablesOf(sample.name()),
            writer.ledger())
        .tables();
  }

  private DatabaseAddress legacy(DemoSample sample) {
    return switch (sample.kind()) {
      case POSTGRESQL -> servers.legacy(sample.name());
      case SQLITE -> new SqliteAddress(plan.file(sample));
      case CHROMA -> new ChromaAddress(plan.file(sample));
    };
  }

  private static WriterResult result(SampleWriter writer) {
    WriteLedger ledger = writer.ledger();
    return new WriterResult(
        writer.sample().name(),
        ledger.transactions(WriteSide.SOURCE),
        ledger.transactions(WriteSide.TARGET),
        writer.pause().millis().orElse(0));
  }

  /** Reads as the application's own role, so that its right to see its tables is shown, too. */
  private List<String> lostOrDoubled(SampleWriter writer) {
    DemoSample sample = writer.sample();
    DemoRowReader application =
        new DemoRowReader(
            new PostgresAddress(
                servers.target(DemoMigrationFile.TARGET_DATABASE).host(),
                plan.targetPort(),
                DemoMigrationFile.TARGET_DATABASE,
                sample.application(),
                servers.secrets().get(DemoSecrets.variable(sample))));
    return sample.tables().stream()
        .flatMap(table -> writer.ledger().differences(table, application.rows(table)).stream())
        .map(difference -> "acknowledged write: " + difference)
        .toList();
  }
}
