package io.tributary.orchestrator.state;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.quarantine.QuarantineError;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverTimeLimit;
import io.tributary.orchestrator.gate.CutoverGate;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.gate.StreamCloseness;
import io.tributary.orchestrator.order.StateError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How far the sources are in one cutover, judged from what was observed. Only what names this
 * cutover's id counts, so nothing left from an earlier one can be mistaken for it. Pure.
 */
record CutoverProgress(MigrationSituation situation, CutoverRun cutover) {

  private List<String> streams() {
    return situation.plan().streams(cutover.direction());
  }

  /**
   * Every source and the validator have done what they can without a fence, and what the gate has
   * found, which may be long ago, still holds: the way back runs, and no stream lags. A source may
   * have caught up long before the validator was done.
   */
  boolean rehearsed() {
    return every(o -> current(o) && o.achieved())
        && situation.poolers().achieved()
        && CutoverGate.open(opposite())
        && CutoverGate.open(closeness())
        && streams().stream()
            .allMatch(
                s ->
                    situation
                        .observations()
                        .validation(s)
                        .filter(v -> cutover.id().equals(v.rehearsedCutoverId()))
                        .isPresent());
  }

  /** Every pooler of the file has its clients wait, and their transactions have ended. */
  boolean clientsHeld() {
    return situation.poolers().achieved();
  }

  /** Every source refuses writes under this cutover's token. */
  boolean fenced() {
    return every(o -> ourFence(o).isPresent());
  }

  /** Every source is fenced, and every write that it accepted before is in the target. */
  boolean drained() {
    return every(o -> ourFence(o).filter(FenceObserved::drained).isPresent());
  }

  /** Every source was compared behind this cutover's fence, and every table was equal. */
  boolean verified() {
    return streams().stream()
        .allMatch(s -> verification(s).map(ValidationObserved::allEqual).orElse(false));
  }

  /** Every source's target was opened, in answer to the current goal. */
  boolean opened() {
    return every(o -> current(o) && o.achieved() && o.phase() == SourcePhase.OPENED);
  }

  /** What makes it necessary to undo the cutover now, empty when nothing does. */
  Optional<ErrorReport> failure(CutoverRun run) {
    Optional<ErrorReport> failed =
        watched().flatMap(source -> failureOf(source, run).stream()).findFirst();
    return failed.or(() -> notHeld(run)).or(this::tooSlow).or(() -> overdue(run));
  }

  /** Behind the fence a pooler that lets its clients go undoes nothing: they are refused then. */
  private Optional<ErrorReport> notHeld(CutoverRun run) {
    return CutoverTimeLimit.open(run)
        ? situation.poolers().error().map(why -> why.and(CutoverTimeLimit.standing(run)))
        : Optional.empty();
  }

  /** What would be read behind the fence was read in the rehearsal, where nobody waits for it. */
  private Optional<ErrorReport> tooSlow() {
    long limit = situation.plan().cutover().timeLimitMillis();
    return cutover.current().step() == Step.REHEARSE
        ? streams().stream()
            .flatMap(
                stream ->
                    compared(stream).filter(took -> took >= limit).stream()
                        .map(took -> verifyTooSlow(stream, took, limit)))
            .findFirst()
        : Optional.empty();
  }

  private Optional<Long> compared(String stream) {
    return situation
        .observations()
        .validation(stream)
        .filter(v -> cutover.id().equals(v.rehearsedCutoverId()))
        .map(ValidationObserved::rehearsal)
        .map(RehearsedComparison::digestMillis);
  }

  private static ErrorReport verifyTooSlow(String stream, long took, long limit) {
    return ErrorReport.of(
        StateError.CUTOVER_VERIFY_TOO_SLOW,
        "Nothing was fenced, because comparing source %s behind the fence would take longer than applications may wait: what has to be read there took %d ms in the rehearsal, and cutover.time-limit-millis is %d. Large tables without key are read as a whole there, and those of a file in which rows change all the time; the dry run names the latter. Cut over when they rest, or raise the limit."
            .formatted(stream, took, limit),
        Map.of("source", stream));
  }

  /** What was waited for is told as the failure, where a service named it. */
  private Optional<ErrorReport> overdue(CutoverRun run) {
    if (situation.now().isBefore(run.deadline())) {
      return Optional.empty();
    }
    return Optional.of(
        watched()
            .flatMap(source -> reported(source).map(e -> sourceFailed(source, e, run)).stream())
            .findFirst()
            .or(this::withoutWayBack)
            .or(this::farBehind)
            .orElseGet(() -> new CutoverTimeLimit(situation.plan(), run).passed()));
  }

  private Optional<ErrorReport> withoutWayBack() {
    List<GateFinding> findings = opposite();
    return CutoverGate.open(findings)
        ? Optional.empty()
        : Optional.of(
            ErrorReport.of(
                StateError.GATE_CLOSED,
                "Nothing was fenced, because at the end of the rehearsal the way in the other direction could not be taken. "
                    + CutoverGate.why(findings),
                Map.of()));
  }

  /** Only of sources that have heard of the rehearsal: nothing else is known of others. */
  private Optional<ErrorReport> farBehind() {
    List<GateFinding> findings = closeness();
    return cutover.current().step() != Step.REHEARSE
            || !every(this::current)
            || CutoverGate.open(findings)
        ? Optional.empty()
        : Optional.of(
            ErrorReport.of(
                StateError.GATE_CLOSED,
                "Nothing was fenced, because at the end of the rehearsal applications would have had to wait for changes that are not applied yet. %s Then order again."
                    .formatted(CutoverGate.why(findings)),
                Map.of()));
  }

  private List<GateFinding> closeness() {
    return new StreamCloseness(situation.plan(), situation.generation(), situation.now())
        .findings(situation.observations(), cutover.direction());
  }

  /** What is found of the other direction before the first fence; nothing in any other step. */
  private List<GateFinding> opposite() {
    return cutover.current().step() == Step.REHEARSE
        ? new CutoverGate(
                situation.plan(),
                situation.generation(),
                GateLook.reported(situation.plan(), situation.observations(), List.of()),
                situation.now())
            .opposite(situation.observations(), cutover.direction())
        : List.of();
  }

  /** The streams whose errors undo the cutover. */
  private Stream<String> watched() {
    return beforeFence() ? situation.plan().streams().stream() : streams().stream();
  }

  private boolean beforeFence() {
    return cutover.direction() == Direction.OUT && cutover.current().step() == Step.REHEARSE;
  }

  private Optional<ErrorReport> failureOf(String source, CutoverRun run) {
    return reported(source)
        .filter(error -> !passing(error, run))
        .map(error -> sourceFailed(source, error, run))
        .or(() -> verification(source).filter(v -> !v.allEqual()).map(v -> notEqual(source, v)));
  }

  private Optional<ErrorReport> reported(String source) {
    return situation.observations().source(source).filter(this::current).map(SourceObserved::error);
  }

  /** While applications still write, what may pass without the operator has until the deadline. */
  private static boolean passing(ErrorReport error, CutoverRun run) {
    return error.retryable()
        && error.type() == ErrorType.EXTERNAL
        && run.current().step() == Step.REHEARSE;
  }

  /** What is kept aside keeps its own code: the operator has something to mend or to accept. */
  private static ErrorReport sourceFailed(String source, ErrorReport error, CutoverRun run) {
    for (QuarantineError aside : QuarantineError.values()) {
      if (aside.code().equals(error.code())) {
        return ErrorReport.of(
            aside, error.message() + " " + CutoverTimeLimit.standing(run), error.fields());
      }
    }
    return ErrorReport.of(
        StateError.CUTOVER_SOURCE_FAILED,
        "Source "
            + source
            + " failed with "
            + error.code()
            + ": "
            + error.message()
            + " "
            + CutoverTimeLimit.standing(run),
        Map.of("source", source, "cause", error.code()));
  }

  private static ErrorReport notEqual(String source, ValidationObserved found) {
    List<String> tables =
        found.tables().stream()
            .filter(t -> t.verdict() != TableVerdict.Verdict.EQUAL)
            .map(t -> t.table() + " (" + t.verdict() + ")")
            .toList();
    return ErrorReport.of(
        StateError.CUTOVER_NOT_EQUAL,
        "Behind the fence of source "
            + source
            + " these tables were not equal: "
            + String.join(", ", tables)
            + ". The fences are lifted. The validation topic names the rows.",
        Map.of("source", source, "tables", String.join(",", tables)));
  }

  private Optional<ValidationObserved> verification(String source) {
    return situation
        .observations()
        .validation(source)
        .filter(v -> cutover.id().equals(v.verifiedCutoverId()));
  }

  private boolean every(Predicate<SourceObserved> holds) {
    return streams().stream()
        .allMatch(s -> situation.observations().source(s).filter(holds).isPresent());
  }

  private Optional<FenceObserved> ourFence(SourceObserved observed) {
    return Optional.ofNullable(observed.fence()).filter(f -> f.raisedIn(cutover.id()));
  }

  private boolean current(SourceObserved observed) {
    return observed.generation() == situation.generation();
  }
}
