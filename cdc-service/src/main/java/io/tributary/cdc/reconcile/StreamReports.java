package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.reconcile.join.JoiningTurns;
import io.tributary.cdc.reconcile.observed.CopyPace;
import io.tributary.cdc.reconcile.request.RowRequests;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.TableRestartObserved;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports on one stream: whatever is new at once, and otherwise now and then. */
final class StreamReports {
  private final StreamId stream;
  private final ApplyService apply;
  private final ReturnWatch returning;
  private final RowRequests requests;
  private final JoiningTurns joining;
  private final Duration every;
  private final Consumer<SourceObserved> reports;
  private final Clock clock;
  private final CopyPace pace = new CopyPace();
  private volatile @Nullable SourceObserved last;

  /**
   * Reports of a stream.
   *
   * @param every how often nothing new is reported
   * @param reports takes them
   */
  StreamReports(
      StreamId stream,
      ApplyService apply,
      ReturnWatch returning,
      RowRequests requests,
      JoiningTurns joining,
      Duration every,
      Consumer<SourceObserved> reports,
      Clock clock) {
    this.stream = stream;
    this.apply = apply;
    this.returning = returning;
    this.requests = requests;
    this.joining = joining;
    this.every = every;
    this.reports = reports;
    this.clock = clock;
  }

  /** Reports before a step; by the stream's thread. */
  void report(
      StepContexts contexts,
      StepContext now,
      SourceFacts facts,
      SourceStep step,
      @Nullable ErrorReport error) {
    ApplyStatus status = apply.status(stream);
    SourceDriver driver = now.driver();
    take(
        pace.in(
            new SourceReport(
                    stream,
                    now.desired(),
                    facts,
                    step,
                    error,
                    new SourceSight(
                        status.besides(joining.observed(now.desired())),
                        returning.over(driver.captureStatus()),
                        driver.lag(status.progress().position())),
                    requests.outcomes(),
                    contexts.rehearsed())
                .at(clock.instant())));
  }

  private void take(SourceObserved report) {
    SourceObserved before = last;
    if (before == null
        || !report.at().isBefore(before.at().plus(every))
        || differs(report, before)) {
      last = report;
      reports.accept(report);
    }
  }

  /** What was reported last, empty before the first report. Any thread. */
  Optional<SourceObserved> last() {
    return Optional.ofNullable(last);
  }

  private static List<TableRestartObserved.Phase> phases(SourceObserved report) {
    return report.tableRestarts().stream().map(TableRestartObserved::phase).toList();
  }

  private static boolean differs(SourceObserved a, SourceObserved b) {
    return a.generation() != b.generation()
        || a.phase() != b.phase()
        || a.achieved() != b.achieved()
        || a.stoppedOpen() != b.stoppedOpen()
        || !Objects.equals(a.fence(), b.fence())
        || !Objects.equals(a.deadLetters(), b.deadLetters())
        || !Objects.equals(a.repair(), b.repair())
        || !Objects.equals(a.restarted(), b.restarted())
        || !phases(a).equals(phases(b))
        || !Objects.equals(a.error(), b.error())
        || !Objects.equals(a.connector(), b.connector());
  }
}
