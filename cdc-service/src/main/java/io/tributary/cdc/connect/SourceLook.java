package io.tributary.cdc.connect;

import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.error.ErrorReport;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a source has found.
 *
 * @param error what is wrong, as far as the connector cannot tell
 * @param end where the source's log ends, empty when it could not be read
 * @param room what is left on the disk on which its log grows
 * @param warnings what somebody should look at
 * @param newTables tables that should move and are not captured, as verdicts would name them
 */
public record SourceLook(
    Optional<ErrorReport> error,
    Optional<SourceEnd> end,
    DiskRoom room,
    List<ErrorReport> warnings,
    List<String> newTables) {

  /** A look that found no table which is not captured. */
  public SourceLook(
      Optional<ErrorReport> error,
      Optional<SourceEnd> end,
      DiskRoom room,
      List<ErrorReport> warnings) {
    this(error, end, room, warnings, List.of());
  }

  /** A look that failed, and says nothing of the log. */
  public static SourceLook failed(ErrorReport error) {
    return new SourceLook(Optional.of(error), Optional.empty(), DiskRoom.UNSEEN, List.of());
  }
}
