package io.tributary.local.demo;

import io.tributary.local.demo.api.MigrationApi;
import io.tributary.local.demo.api.MigrationView;
import io.tributary.local.demo.api.SourceView;
import io.tributary.local.demo.report.DemoResult;
import io.tributary.local.demo.report.PrintedSummary;
import io.tributary.local.demo.report.RoundDirection;
import io.tributary.local.demo.report.RoundResult;
import io.tributary.local.demo.setup.DemoMigrationFile;
import io.tributary.local.demo.writer.SampleWriter;
import io.tributary.local.demo.writer.WriteLedger;
import io.tributary.local.demo.writer.WriteSide;
import io.tributary.local.demo.writer.WriterResult;
import io.tributary.local.stack.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The migration of the demo, from the file to the judgement; the servers run and the writers write.
 *
 * @param writers of all samples
 * @param rounds how often to cut over and roll back, before the cutover that stays
 * @param say takes one line for people
 */
record DemoRun(
    DemoMigrationFile plan,
    MigrationApi api,
    MigrationWatch watch,
    SideJudgement judgement,
    List<SampleWriter> writers,
    int rounds,
    Consumer<String> say) {
  private static final Duration COPY_LIMIT = Duration.ofMinutes(15);
  private static final Duration WRITE_LIMIT = Duration.ofMinutes(2);
  private static final long MEASURE_NANOS = 5_000_000_000L;
  private static final long WRITES_SHOWN = 100;

  /**
   * Everything.
   *
   * @throws StartFailure when it cannot be brought to the last cutover
   */
  DemoResult run() {
    api.create(plan.migrationFile());
    api.start(DemoMigrationFile.MIGRATION);
    say.accept("The migration is started; the writers go on at the sources.");
    watch.until("every source streams and every table was found equal", COPY_LIMIT, this::ready);
    say.accept("Every stream is caught up and every table equal. Measuring the lag for a moment.");
    measure();
    List<RoundResult> changes = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      changes.add(change(RoundDirection.CUTOVER, changes.size()).result());
      changes.add(change(RoundDirection.ROLLBACK, changes.size()).result());
    }
    Changed last = change(RoundDirection.CUTOVER, changes.size());
    changes.add(last.result());
    return result(last.view(), changes);
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

  /** The migration at the moment of the change, and what was found behind it. */
  private record Changed(MigrationView view, RoundResult result) {}

  private Changed change(RoundDirection direction, int number) {
    List<Long> before = transactions(direction.side());
    MigrationView view = new SideChange(api, watch, say).carryOut(direction);
    awaitWrites(direction.side(), before);
    RoundResult result = judgement.of(direction, number, view);
    if (rounds > 0) {
      say.accept(PrintedSummary.line(result));
    }
    return new Changed(view, result);
  }

  private List<Long> transactions(WriteSide side) {
    return writers.stream().map(writer -> writer.ledger().transactions(side)).toList();
  }

  private void awaitWrites(WriteSide side, List<Long> before) {
    watch.until(
        "every writer writes to the " + side.name().toLowerCase(Locale.ROOT),
        WRITE_LIMIT,
        view -> {
          List<Long> now = transactions(side);
          return IntStream.range(0, now.size())
              .allMatch(i -> now.get(i) - before.get(i) >= WRITES_SHOWN);
        });
  }

  /** Lag and sizes are those of the last switch: what apply measured up to its last change. */
  private DemoResult result(MigrationView switched, List<RoundResult> changes) {
    List<SourceView> sources = switched.sources();
    return new DemoResult(
        DemoResult.CUT_OVER,
        sources.stream().mapToLong(SourceView::lagP50Millis).max().orElse(0),
        sources.stream().mapToLong(SourceView::lagP99Millis).max().orElse(0),
        sources.stream().mapToLong(s -> s.rows() + s.changes()).sum(),
        sources.stream().mapToLong(SourceView::bytes).sum(),
        changes,
        writers.stream().map(DemoRun::result).toList(),
        "");
  }

  private static WriterResult result(SampleWriter writer) {
    WriteLedger ledger = writer.ledger();
    return new WriterResult(
        writer.sample().name(),
        ledger.transactions(WriteSide.SOURCE),
        ledger.transactions(WriteSide.TARGET),
        writer.pause().longestMillis());
  }
}
