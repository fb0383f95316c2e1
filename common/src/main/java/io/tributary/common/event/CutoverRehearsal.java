package io.tributary.common.event;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.BackupTrial;
import io.tributary.common.observed.QueryTrial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rehearsal that has ended: everything of a cutover up to the fence, and nothing was fenced.
 *
 * @param rehearsalId never used for a second one, nor for a cutover
 * @param direction OUT for that of a cutover, BACK for that of a rollback
 * @param orderedBy null where nobody is known
 * @param roundTripMillis from an order of the orchestrator to its last answer, beyond the work that
 *     was answered; null where nobody measured its work
 * @param streams what was measured of each
 * @param predicted the pause of the whole; null where the rehearsal failed, or something was not
 *     measured
 * @param queries what was found of the file's queries, in its order; none of a rehearsal that
 *     failed
 * @param backup what was found of backups of the target; null where that was not asked for, or it
 *     failed
 * @param error why it failed; null where it did not
 */
public record CutoverRehearsal(
    String migration,
    String rehearsalId,
    Direction direction,
    Instant startedAt,
    Instant endedAt,
    @Nullable Requester orderedBy,
    @Nullable Long roundTripMillis,
    List<RehearsedStream> streams,
    @Nullable PausePrediction predicted,
    List<QueryTrial> queries,
    @Nullable BackupTrial backup,
    @Nullable ErrorReport error) {

  public CutoverRehearsal {
    streams = List.copyOf(streams);
    queries = queries == null ? List.of() : List.copyOf(queries);
  }

  /** The same with what was found of the queries. */
  public CutoverRehearsal with(List<QueryTrial> trials, Instant now) {
    return new CutoverRehearsal(
        migration,
        rehearsalId,
        direction,
        startedAt,
        now,
        orderedBy,
        roundTripMillis,
        streams,
        predicted,
        trials,
        backup,
        error);
  }

  /** The same with what was found of backups of the target. */
  public CutoverRehearsal with(BackupTrial trial, Instant now) {
    return new CutoverRehearsal(
        migration,
        rehearsalId,
        direction,
        startedAt,
        now,
        orderedBy,
        roundTripMillis,
        streams,
        predicted,
        queries,
        trial,
        error);
  }

  /** How long it took, in milliseconds. */
  public long millis() {
    return Duration.between(startedAt, endedAt).toMillis();
  }

  /** What it lets expect; empty where that cannot be said. */
  public Optional<PausePrediction> prediction() {
    return Optional.ofNullable(predicted);
  }
}
