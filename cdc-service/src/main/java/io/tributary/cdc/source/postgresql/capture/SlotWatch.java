package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.source.WalLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges what the source's server says about a slot. Pure.
 *
 * @param id the stream
 * @param missingGrace how long the slot may be absent
 * @param safeWalWarningBytes below how many bytes of remaining WAL to warn
 * @param keptWarningBytes above how many bytes of kept WAL to warn
 * @param keptLimitBytes above how many bytes of kept WAL the slot is given up, 0 for never
 * @param wayBackLimit what the migration file allows a way back
 */
record SlotWatch(
    StreamId id,
    Duration missingGrace,
    long safeWalWarningBytes,
    long keptWarningBytes,
    long keptLimitBytes,
    Optional<WalLimit> wayBackLimit) {

  /**
   * What is wrong with the slot, or empty.
   *
   * @param recorded the identity at first sight, empty before it
   * @param missingFor how long the slot has been absent
   */
  Optional<ErrorReport> judge(SlotState now, Optional<SlotIdentity> recorded, Duration missingFor) {
    if (recorded.isEmpty()) {
      return Optional.empty();
    }
    if (!recorded.get().sameDatabase(now.identity())) {
      return error(CaptureError.OTHER_DATABASE, otherDatabase(recorded.get(), now.identity()));
    }
    if (!now.present()) {
      return missingFor.compareTo(missingGrace) < 0
          ? Optional.empty()
          : error(CaptureError.SLOT_MISSING, missing(now));
    }
    if ("lost".equals(now.walStatus())) {
      return error(CaptureError.SLOT_LOST, lost(now));
    }
    boolean low = now.safeWalBytes().map(left -> left < safeWalWarningBytes).orElse(false);
    return low || "unreserved".equals(now.walStatus())
        ? error(CaptureError.SLOT_WAL_LOW, low(now))
        : Optional.empty();
  }

  private String otherDatabase(SlotIdentity recorded, SlotIdentity now) {
    return "Source %s now leads to database %d of server %s, but its changes were captured from database %d of server %s. Correct its connection, or abort the migration and start anew."
        .formatted(
            id.source(),
            now.databaseOid(),
            now.systemIdentifier(),
            recorded.databaseOid(),
            recorded.systemIdentifier());
  }

  /** Whether the source keeps more for the slot than it is allowed to. */
  boolean overLimit(SlotState now) {
    return keptLimitBytes > 0 && now.keptBytes().orElse(0) > keptLimitBytes;
  }

  /** That the slot was given up. */
  ErrorReport givenUp() {
    return ErrorReport.of(
        CaptureError.SLOT_GIVEN_UP,
        "Source %s kept more than %d bytes of WAL for its slot, which is the limit (tributary.capture.kept-wal-limit-bytes), so the slot was given up to save the source's disk. Mend what kept the connector or the target from keeping up. %s"
            .formatted(id.source(), keptLimitBytes, id.beginAnew()),
        fields());
  }

  /** That much WAL is kept, though nothing is lost yet. */
  List<ErrorReport> warnings(SlotState now) {
    long kept = now.keptBytes().orElse(0);
    List<ErrorReport> warnings = new ArrayList<>();
    wayBackLimit
        .filter(limit -> kept > limit.maxWalBytes())
        .ifPresent(limit -> warnings.add(wayBackWal(kept, limit)));
    if (kept > keptWarningBytes) {
      warnings.add(
          ErrorReport.of(
              CaptureError.WAL_KEPT,
              "Source %s keeps %d bytes of WAL for its slot, and keeps more until they are read. See whether its connector runs and why it is behind, and watch the source's disk."
                  .formatted(id.source(), kept),
              fields()));
    }
    return warnings;
  }

  private ErrorReport wayBackWal(long kept, WalLimit limit) {
    return ErrorReport.of(
        CaptureError.WAY_BACK_WAL,
        "The target keeps %d bytes of WAL for the way back of source %s; the file allows %d (way-back.max-wal). See whether the connector of %s runs and why it is behind, and watch the target's disk."
            .formatted(kept, id.opposite().source(), limit.maxWalBytes(), id.source()),
        fields());
  }

  private Map<String, String> fields() {
    return Map.of("migration", id.migration(), "source", id.source());
  }

  private String missing(SlotState now) {
    return "Replication slot %s of source %s is gone: changes made since then cannot be captured. %s"
        .formatted(now.identity().slot(), id.source(), id.beginAnew());
  }

  private String lost(SlotState now) {
    return "The server of source %s removed WAL that slot %s still needed (max_slot_wal_keep_size). Raise the limit. %s"
        .formatted(id.source(), now.identity().slot(), id.beginAnew());
  }

  private String low(SlotState now) {
    String left = now.safeWalBytes().map(bytes -> bytes + " bytes").orElse("a little");
    return "Slot %s of source %s loses its WAL after %s more. Raise max_slot_wal_keep_size at the source, or mend what keeps the connector from reading."
        .formatted(now.identity().slot(), id.source(), left);
  }

  private Optional<ErrorReport> error(CaptureError code, String message) {
    return Optional.of(ErrorReport.of(code, message, fields()));
  }
}
