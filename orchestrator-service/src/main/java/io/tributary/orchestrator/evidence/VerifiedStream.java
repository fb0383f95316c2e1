package io.tributary.orchestrator.evidence;

import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream as it was when its fence stood and it was decided to open the other side.
 *
 * @param stream the stream's name
 * @param source the name of its source in the migration file
 * @param kind what kind of database the source is
 * @param reportedAt when the validator reported the verdicts
 * @param fence the fence that stood; null where it was not reported
 * @param deadLetters changes that were refused and not replayed, counted behind the fence where
 *     they are kept; null where nobody has counted them there
 * @param quarantinedRows rows that were kept aside; counted likewise
 * @param tables the verdict of each table; no row is described in them
 */
public record VerifiedStream(
    String stream,
    String source,
    SourceKind kind,
    Instant reportedAt,
    @Nullable FenceObserved fence,
    @Nullable Long deadLetters,
    @Nullable Long quarantinedRows,
    List<TableVerdict> tables) {

  public VerifiedStream {
    tables = List.copyOf(tables);
  }

  /** All streams that were verified for a cutover or rollback. */
  static List<VerifiedStream> of(
      Migration plan, CutoverRun run, MigrationObservations observations) {
    return plan.streams(run.direction()).stream()
        .flatMap(
            stream ->
                observations
                    .validation(stream)
                    .filter(found -> run.id().equals(found.verifiedCutoverId()))
                    .map(found -> of(plan, found, observations.source(stream)))
                    .stream())
        .toList();
  }

  private static VerifiedStream of(
      Migration plan, ValidationObserved found, Optional<SourceObserved> seen) {
    StreamId id = new StreamId(plan.name(), found.source());
    String source = id.goesBack() ? id.opposite().source() : id.source();
    Optional<FenceObserved> fence = seen.map(SourceObserved::fence);
    Optional<QuarantineContent> aside = fence.map(FenceObserved::aside);
    return new VerifiedStream(
        found.source(),
        source,
        plan.source(source).kind(),
        found.at(),
        // Keys of rows are values of the application's, and would outlive its own rows here.
        fence.map(stood -> stood.leaving(null)).orElse(null),
        aside.map(QuarantineContent::deadLetters).orElse(null),
        aside.map(QuarantineContent::quarantined).orElse(null),
        found.tables().stream().map(verdict -> verdict.describing(0)).toList());
  }
}
