package io.tributary.local.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.PausePrediction;
import io.tributary.common.observed.BackupTrial;
import io.tributary.common.observed.QueryTrial;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SideChangeAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status} shows, and with {@code -o json} what scripts read. Members keep their names
 * and meanings; new ones may come.
 *
 * @param health healthy, waiting or stopped
 * @param step of a running cutover, rollback or rehearsal
 * @param writes which side accepts writes
 * @param copyRemainingSeconds until the first copy of all sources is in, at the speed of the last
 *     minute; null where nobody can say, and once it is
 * @param orders that are possible now
 * @param next the command that is sensible next
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusDocument(
    String migration,
    String health,
    String state,
    @Nullable String step,
    @Nullable Instant since,
    MigrationAnswer.WritesAnswer writes,
    @Nullable ProblemLine problem,
    List<StreamLine> streams,
    @Nullable Long copyRemainingSeconds,
    @Nullable ChangeLine change,
    @Nullable RehearsalLine rehearsal,
    List<String> orders,
    String next) {

  /** What is wrong, and what to do. */
  public record ProblemLine(String code, boolean retryable, String message) {
    static @Nullable ProblemLine of(@Nullable ErrorReport error) {
      return error == null
          ? null
          : new ProblemLine(error.code(), error.retryable(), error.message());
    }
  }

  /** The running or last cutover or rollback; times in milliseconds. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ChangeLine(
      String id,
      String order,
      Instant startedAt,
      List<StepLine> steps,
      @Nullable Long pauseMillis,
      List<SideChangeAnswer.ActionAnswer> switching,
      @Nullable ProblemLine problem) {

    static @Nullable ChangeLine of(@Nullable SideChangeAnswer change) {
      return change == null
          ? null
          : new ChangeLine(
              change.id(),
              change.word(),
              change.startedAt(),
              change.steps().stream()
                  .map(step -> new StepLine(step.step(), step.outcome(), step.millis()))
                  .toList(),
              change.pause() == null ? null : change.pause().millis(),
              change.switching(),
              ProblemLine.of(change.error()));
    }
  }

  /** One step with its time, 0 while it runs. */
  public record StepLine(String step, String outcome, long millis) {}

  /** The last rehearsal, and the pause that it lets expect. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RehearsalLine(
      String id,
      Instant endedAt,
      @Nullable Long pauseUsualMillis,
      @Nullable Long pauseWorstMillis,
      List<QueryLine> queries,
      @Nullable BackupLine backup,
      @Nullable ProblemLine problem) {

    static @Nullable RehearsalLine of(@Nullable CutoverRehearsal rehearsal) {
      if (rehearsal == null) {
        return null;
      }
      Optional<PausePrediction> pause = rehearsal.prediction();
      return new RehearsalLine(
          rehearsal.rehearsalId(),
          rehearsal.endedAt(),
          pause.map(PausePrediction::p50Millis).orElse(null),
          pause.map(PausePrediction::worstMillis).orElse(null),
          rehearsal.queries().stream().map(QueryLine::of).toList(),
          BackupLine.of(rehearsal.backup()),
          ProblemLine.of(rehearsal.error()));
    }
  }

  /**
   * A query of the file that the rehearsal has timed.
   *
   * @param within whether the target is fast enough
   * @param found in words
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record QueryLine(
      String name, String source, boolean within, @Nullable Double ratio, String found) {
    static QueryLine of(QueryTrial trial) {
      return new QueryLine(
          trial.name(), trial.source(), trial.within(), trial.ratio(), trial.inWords());
    }
  }

  /**
   * Backups of the target's schemas that the rehearsal has tried.
   *
   * @param restorable whether all of them came back as they were
   * @param found in words
   */
  public record BackupLine(boolean restorable, long millis, String found) {
    static @Nullable BackupLine of(@Nullable BackupTrial trial) {
      return trial == null
          ? null
          : new BackupLine(trial.restorable(), trial.millis(), trial.inWords());
    }
  }

  /** Of an answer of the API. */
  public static StatusDocument of(MigrationAnswer answer) {
    return new StatusDocument(
        answer.name(),
        answer.health(),
        answer.state(),
        answer.step(),
        answer.since(),
        answer.writes(),
        ProblemLine.of(answer.error()),
        answer.streams().stream().map(StreamLine::of).toList(),
        answer.copyRemainingSeconds(),
        ChangeLine.of(answer.cutover()),
        RehearsalLine.of(answer.rehearsal()),
        answer.orders(),
        NextCommand.after(answer));
  }
}
