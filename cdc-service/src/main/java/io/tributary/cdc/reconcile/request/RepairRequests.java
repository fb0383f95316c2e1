package io.tributary.cdc.reconcile.request;

import io.tributary.cdc.apply.repair.RepairError;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.RepairObserved;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of the operator's requests to repair rows of one source are carried out. A process that
 * takes the source up carries the standing one out once more, which does no harm.
 *
 * @param done the outcome of the last one, null before the first
 * @param repaired the keys of the rows that it was about, by table
 */
record RepairRequests(
    @Nullable RepairObserved done, Map<String, Set<Map<String, String>>> repaired) {

  static RepairRequests none() {
    return new RepairRequests(null, Map.of());
  }

  /** The latest request that this process has not carried out, or null. */
  private @Nullable RowRequest open(DesiredState desired, StreamId stream) {
    long upTo = done == null ? 0 : done.request();
    return desired.rowRequests().stream()
        .filter(RowRequest::repairs)
        .filter(request -> request.source().equals(stream.source()) && request.number() > upTo)
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  /** Whether something was asked for that this process has not done yet. */
  boolean pending(DesiredState desired, StreamId stream) {
    return open(desired, stream) != null;
  }

  /**
   * Carries the latest request out, if there is one.
   *
   * @param repair does it
   * @throws io.tributary.common.error.TributaryException when it cannot be done now; then the
   *     request stays open
   */
  RepairRequests carryOut(
      DesiredState desired, StreamId stream, Function<RepairTask, RepairOutcome> repair) {
    RowRequest request = open(desired, stream);
    if (request == null) {
      return this;
    }
    RepairOutcome outcome = repair.apply(new RepairTask(request.number(), request.repair()));
    ErrorReport error = outcome.error() == null ? again(stream, request) : outcome.error();
    RepairObserved observed =
        new RepairObserved(
            request.number(), outcome.written(), outcome.deleted(), outcome.left(), error);
    return new RepairRequests(
        observed,
        request.repair().stream()
            .collect(
                Collectors.toMap(
                    ConfirmedRows::table, rows -> new HashSet<>(rows.keys()), (one, two) -> one)));
  }

  /** A row that the last repair was about, and this one again. */
  private @Nullable ErrorReport again(StreamId stream, RowRequest request) {
    for (ConfirmedRows rows : request.repair()) {
      List<Map<String, String>> both =
          rows.keys().stream()
              .filter(repaired.getOrDefault(rows.table(), Set.of())::contains)
              .toList();
      if (!both.isEmpty()) {
        return RepairError.AGAIN.at(
            stream,
            rows.table(),
            "%d row(s) of table %s of source %s that were repaired before differed again. Something changes them: somebody who writes into the target, a trigger or rule there, or a fault of Tributary. A repair is no cure for a cause; find it before you cut over."
                .formatted(both.size(), rows.table(), stream.source()));
      }
    }
    return null;
  }
}
