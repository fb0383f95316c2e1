package io.tributary.orchestrator.rest;

import io.tributary.orchestrator.store.QuarantineEntry;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of the list of quarantined rows. */
@Schema(description = "Rows kept aside from the target, by source and table")
public record QuarantinePage(
    List<QuarantineEntry> quarantine,
    @Schema(description = "Ask with `after` this for the next part; absent at the end")
        @Nullable String next) {

  /** The first {@code limit} of entries that were asked for with one more. */
  static QuarantinePage of(List<QuarantineEntry> found, int limit) {
    return found.size() <= limit
        ? new QuarantinePage(found, null)
        : new QuarantinePage(found.subList(0, limit), found.get(limit - 1).place().text());
  }
}
