package io.tributary.common.observed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of single orders to a source.
 *
 * @param fence the fence that stands at the source, null when there is none
 * @param deadLetters what became of the last request about dead letters, null before the first
 * @param repair what became of the last request to repair rows, null before the first
 * @param rehearsed what the last rehearsal of fence and opening took, null where there was none
 *     since the service was started
 * @param restarted the last order to begin the source anew for which everything of it was removed;
 *     null before the first
 * @param tables how far single tables are that were ordered to begin anew
 * @param newTables tables of the source that should move and do not, because they are newer than
 *     the capture
 */
public record SourceAnswers(
    @Nullable FenceObserved fence,
    @Nullable DeadLettersObserved deadLetters,
    @Nullable RepairObserved repair,
    @Nullable RehearsedSteps rehearsed,
    @Nullable Long restarted,
    @JsonProperty("tableRestarts") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<TableRestartObserved> tables,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> newTables) {

  public SourceAnswers {
    tables = tables == null ? List.of() : List.copyOf(tables);
    newTables = newTables == null ? List.of() : List.copyOf(newTables);
  }

  /** Neither the source nor one of its tables was ever ordered to begin anew. */
  public SourceAnswers(
      @Nullable FenceObserved fence,
      @Nullable DeadLettersObserved deadLetters,
      @Nullable RepairObserved repair,
      @Nullable RehearsedSteps rehearsed) {
    this(fence, deadLetters, repair, rehearsed, null, List.of(), List.of());
  }

  /** Nothing was repaired or rehearsed so far. */
  public SourceAnswers(@Nullable FenceObserved fence, @Nullable DeadLettersObserved deadLetters) {
    this(fence, deadLetters, null, null);
  }

  /** No fence, and no request so far. */
  public static SourceAnswers none() {
    return new SourceAnswers(null, null);
  }
}
