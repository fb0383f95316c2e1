package io.tributary.orchestrator.rest.status;

import io.tributary.common.observed.SourceObserved;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far the last order to begin a source anew is. */
@Schema(description = "The last order to begin this source anew; absent where there was none")
public record RestartStatus(
    @Schema(description = "The generation in which it was ordered", examples = "17") long ordered,
    @Schema(
            description =
                "Whether everything of the source was removed for it, so that the source begins as"
                    + " at a start; `phase` says how far it is from then on")
        boolean begun) {

  public static @Nullable RestartStatus of(
      @Nullable Long ordered, @Nullable SourceObserved observed) {
    if (ordered == null) {
      return null;
    }
    Long done = observed == null ? null : observed.restarted();
    return new RestartStatus(ordered, done != null && done >= ordered);
  }
}
