package io.tributary.common.desired;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.tributary.common.json.RecordFormat;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One record of the desired topic (key: the migration's name).
 *
 * @param migration the migration file; secrets only as references
 * @param generation grows by one with each change; observed state names the generation it answers
 * @param goal what the migration should be
 * @param cutoverId the fence token of the running or finished cutover, null before the first
 * @param deadline when an unfinished cutover is to be given up, null outside of one
 * @param keepTarget with ABORT: whether what was created in the target stays
 * @param at when the orchestrator decided
 * @param rowRequests what the operator asked to be done with single rows and no service has
 *     reported as done, oldest first
 * @param abandoned with ABORT and COMPLETE: names of sources that are gone and are left as they are
 * @param direction which streams the goal is for; those that go the other way stand by
 * @param restarts what was ordered to begin anew, with the generation of the last such order: a
 *     source by its name, everything of which is removed and made again once for each, and a table
 *     by its {@link RestartKey}
 * @param stage what a rehearsal is about to find out now; STEPS outside of one
 * @param clients what is asked of the poolers of the file; FREE where it names none
 */
public record DesiredState(
    Migration migration,
    long generation,
    MigrationGoal goal,
    @Nullable String cutoverId,
    @Nullable Instant deadline,
    boolean keepTarget,
    Instant at,
    @JsonAlias("deadLetterRequests") List<RowRequest> rowRequests,
    Set<String> abandoned,
    Direction direction,
    Map<String, Long> restarts,
    RehearsalStage stage,
    ClientsGoal clients)
    implements RecordFormat.Numbered {
  private static final int WITH_RESTARTS = 2;
  private static final int WITH_TABLES = 3;
  private static final int WITH_JOINING = 4;

  public DesiredState {
    direction = direction == null ? Direction.OUT : direction;
    rowRequests = rowRequests == null ? List.of() : List.copyOf(rowRequests);
    abandoned = abandoned == null ? Set.of() : Set.copyOf(abandoned);
    stage = stage == null ? RehearsalStage.STEPS : stage;
    clients = clients == null ? ClientsGoal.FREE : clients;
    restarts = restarts == null ? Map.of() : Map.copyOf(restarts);
  }

  /** A desired state in which nothing is asked of poolers. */
  public DesiredState(
      Migration migration,
      long generation,
      MigrationGoal goal,
      @Nullable String cutoverId,
      @Nullable Instant deadline,
      boolean keepTarget,
      Instant at,
      List<RowRequest> rowRequests,
      Set<String> abandoned,
      Direction direction,
      Map<String, Long> restarts,
      RehearsalStage stage) {
    this(
        migration,
        generation,
        goal,
        cutoverId,
        deadline,
        keepTarget,
        at,
        rowRequests,
        abandoned,
        direction,
        restarts,
        stage,
        ClientsGoal.FREE);
  }

  /** A desired state in which no source was ordered to begin anew, and nothing is rehearsed. */
  public DesiredState(
      Migration migration,
      long generation,
      MigrationGoal goal,
      @Nullable String cutoverId,
      @Nullable Instant deadline,
      boolean keepTarget,
      Instant at,
      List<RowRequest> rowRequests,
      Set<String> abandoned,
      Direction direction) {
    this(
        migration,
        generation,
        goal,
        cutoverId,
        deadline,
        keepTarget,
        at,
        rowRequests,
        abandoned,
        direction,
        Map.of(),
        RehearsalStage.STEPS,
        ClientsGoal.FREE);
  }

  /** A desired state without requests about rows. */
  public DesiredState(
      Migration migration,
      long generation,
      MigrationGoal goal,
      @Nullable String cutoverId,
      @Nullable Instant deadline,
      boolean keepTarget,
      Instant at) {
    this(
        migration,
        generation,
        goal,
        cutoverId,
        deadline,
        keepTarget,
        at,
        List.of(),
        Set.of(),
        Direction.OUT);
  }

  /** The same with another goal. */
  public DesiredState with(MigrationGoal other) {
    return new DesiredState(
        migration,
        generation,
        other,
        cutoverId,
        deadline,
        keepTarget,
        at,
        rowRequests,
        abandoned,
        direction,
        restarts,
        stage,
        clients);
  }

  /**
   * Whoever ignores that a source begins anew goes on by what is removed, and whoever ignores that
   * of a table believes what was found of its rows before. One that joins cannot begin anew where
   * nobody makes it.
   */
  @Override
  public int neededFormat() {
    if (restarts.isEmpty()) {
      return 1;
    }
    if (restarts.keySet().stream().anyMatch(RestartKey::ofJoining)) {
      return WITH_JOINING;
    }
    return restarts.keySet().stream().anyMatch(RestartKey::ofTable) ? WITH_TABLES : WITH_RESTARTS;
  }

  /** The rehearsal that is in a stage now; empty where none is. */
  public Optional<String> rehearsalIn(RehearsalStage asked) {
    return stage == asked ? Optional.ofNullable(cutoverId) : Optional.empty();
  }

  /** The last order to begin the source of a stream anew, whichever way the stream goes; or 0. */
  public long restart(StreamId stream) {
    StreamId out = stream.goesBack() ? stream.opposite() : stream;
    return restarts.getOrDefault(out.source(), 0L);
  }

  /** The last order to begin each table of a stream anew, by its name; none for a way back. */
  public Map<String, Long> tableRestarts(StreamId stream) {
    return RestartKey.tables(restarts, stream.source());
  }

  /**
   * The last order by which each new table of a stream joins, by its name; none for a way back,
   * which takes in what the way out has made. Each is among {@link #tableRestarts} too.
   */
  public Map<String, Long> joiningTables(StreamId stream) {
    return RestartKey.joining(restarts, stream.source());
  }
}
