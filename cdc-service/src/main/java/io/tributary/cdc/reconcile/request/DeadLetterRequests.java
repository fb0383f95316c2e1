package io.tributary.cdc.reconcile.request;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.DeadLettersObserved;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of the operator's requests about one source's dead letters are carried out. A process that
 * takes the source up carries all of them out once more, which does no harm; so none is lost.
 *
 * @param done the outcome of the last one, null before the first
 */
record DeadLetterRequests(@Nullable DeadLettersObserved done) {

  static DeadLetterRequests none() {
    return new DeadLetterRequests(null);
  }

  /** Whether something was asked for that this process has not done yet. */
  boolean pending(DesiredState desired, StreamId stream) {
    return !open(desired, stream).isEmpty();
  }

  /**
   * Does all of it in one replay.
   *
   * @param replay gives these dead letters up, applies the others and says how many were applied
   * @param left asks how many still wait
   * @throws io.tributary.common.error.TributaryException when the stream does not run
   */
  DeadLetterRequests carryOut(
      DesiredState desired, StreamId stream, ToLongFunction<Set<Long>> replay, LongSupplier left) {
    List<RowRequest> open = open(desired, stream);
    Set<Long> discarded =
        open.stream().map(RowRequest::discard).filter(Objects::nonNull).collect(Collectors.toSet());
    long applied = replay.applyAsLong(discarded);
    long number = open.get(open.size() - 1).number();
    return new DeadLetterRequests(new DeadLettersObserved(number, applied, left.getAsLong()));
  }

  private List<RowRequest> open(DesiredState desired, StreamId stream) {
    long upTo = done == null ? 0 : done.request();
    return desired.rowRequests().stream()
        .filter(request -> !request.repairs())
        .filter(request -> request.source().equals(stream.source()) && request.number() > upTo)
        .toList();
  }
}
