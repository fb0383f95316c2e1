package io.tributary.common.observed;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The state of one source: its capture, its stream and its part of the target. Written by the one
 * cdc-service that owns the source; at once when it changes and otherwise every second. In JSON the
 * parts are members of one object.
 *
 * @param id the migration and the source
 * @param standing how far it is with its goal
 * @param connector state of the connector and its task as Connect reports it, such as RUNNING or
 *     FAILED
 * @param stream what was moved so far
 * @param answers what became of orders about fence, dead letters and repairs
 * @param problems what is wrong
 */
public record SourceObserved(
    @JsonUnwrapped StreamId id,
    @JsonUnwrapped SourceStanding standing,
    String connector,
    StreamProgress stream,
    @JsonUnwrapped SourceAnswers answers,
    @JsonUnwrapped SourceProblems problems,
    Instant at)
    implements ObservedState {

  @Override
  public String migration() {
    return id.migration();
  }

  /** The source's name. */
  public String source() {
    return id.source();
  }

  @Override
  public long generation() {
    return standing.generation();
  }

  /** How far it is. */
  public SourcePhase phase() {
    return standing.phase();
  }

  /** Whether the goal of the generation is reached for this source. */
  public boolean achieved() {
    return standing.achieved();
  }

  /**
   * Whether it stopped for good, with no fence standing: its side goes on, and waits for nobody.
   */
  public boolean stoppedOpen() {
    ErrorReport why = error();
    return standing.unfenced() && why != null && !why.retryable();
  }

  /** The fence that stands at the source, null when there is none. */
  public @Nullable FenceObserved fence() {
    return answers.fence();
  }

  /** What became of the last request about dead letters, null before the first. */
  public @Nullable DeadLettersObserved deadLetters() {
    return answers.deadLetters();
  }

  /** What became of the last request to repair rows, null before the first. */
  public @Nullable RepairObserved repair() {
    return answers.repair();
  }

  /** The last order to begin anew for which everything of it was removed, null before the first. */
  public @Nullable Long restarted() {
    return answers.restarted();
  }

  /** How far single tables are that were ordered to begin anew. */
  public List<TableRestartObserved> tableRestarts() {
    return answers.tables();
  }

  /** Tables that should move and do not, because they are newer than the capture. */
  public List<String> newTables() {
    return answers.newTables();
  }

  /** What its last rehearsal took, null where there was none. */
  public @Nullable RehearsedSteps rehearsed() {
    return answers.rehearsed();
  }

  /** Why it stopped or what it is waiting for, null when all is well. */
  public @Nullable ErrorReport error() {
    return problems.error();
  }

  /** The same with how long it takes until the rows that it had at the start are in. */
  public SourceObserved remaining(OptionalLong seconds) {
    return new SourceObserved(
        id, standing, connector, stream.remaining(seconds), answers, problems, at);
  }

  @Override
  public String key() {
    return migration() + "/source/" + source();
  }
}
