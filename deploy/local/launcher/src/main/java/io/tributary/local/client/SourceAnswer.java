package io.tributary.local.client;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.DeadLettersObserved;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RepairObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.observed.TableRestartObserved;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one stream is, as the API answers it.
 *
 * @param achieved whether it has reached the goal of the generation that it answers
 * @param snapshotPercent by an estimate; null when unknown
 * @param fence that stands where it reads from
 * @param restart the last order to begin it anew; null where there was none
 * @param tableRestarts how far tables are that were ordered to begin anew; null where none was
 * @param newTables tables that should move and are not captured; null where there are none
 * @param wayBack the stream that brings home what is written at the target
 */
public record SourceAnswer(
    String name,
    SourcePhase phase,
    boolean achieved,
    @Nullable Long generation,
    @Nullable Integer snapshotPercent,
    @Nullable StreamProgress stream,
    @Nullable FenceObserved fence,
    @Nullable DeadLettersObserved deadLetters,
    @Nullable RepairObserved repair,
    @Nullable ErrorReport error,
    @Nullable List<ErrorReport> warnings,
    @Nullable ValidationAnswer validation,
    @Nullable RestartAnswer restart,
    @Nullable List<TableRestartObserved> tableRestarts,
    @Nullable List<String> newTables,
    @Nullable SourceAnswer wayBack) {

  /** Whether it has done what this or a later generation asks for. */
  public boolean reached(long wanted) {
    return achieved && generation != null && generation >= wanted;
  }
}
