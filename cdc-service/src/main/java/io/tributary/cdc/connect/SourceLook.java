package io.tributary.cdc.connect;

import io.tributary.common.error.ErrorReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one look at a source has found.
 *
 * @param error what is wrong, as far as the connector cannot tell
 * @param end the position at which the source's log ends, empty when it could not be read
 * @param kept bytes of WAL that the source keeps for the stream, -1 when unknown
 * @param warnings what somebody should look at
 */
public record SourceLook(
    Optional<ErrorReport> error, OptionalLong end, long kept, List<ErrorReport> warnings) {

  /** A look that says nothing of the log. */
  public static SourceLook at(Optional<ErrorReport> error) {
    return new SourceLook(error, OptionalLong.empty(), SourceLag.UNKNOWN, List.of());
  }
}
