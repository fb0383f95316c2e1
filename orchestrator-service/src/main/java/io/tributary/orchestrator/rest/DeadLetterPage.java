package io.tributary.orchestrator.rest;

import io.tributary.orchestrator.store.DeadLetterEntry;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of the list of dead letters. */
@Schema(description = "Changes that the target refused, oldest first, without their values")
public record DeadLetterPage(
    List<DeadLetterEntry> deadLetters,
    @Schema(description = "Ask with `after` this for the next part; absent at the end")
        @Nullable Long next) {

  /** The first {@code limit} of entries that were asked for with one more. */
  static DeadLetterPage of(List<DeadLetterEntry> found, int limit) {
    return found.size() <= limit
        ? new DeadLetterPage(found, null)
        : new DeadLetterPage(found.subList(0, limit), found.get(limit - 1).id());
  }
}
