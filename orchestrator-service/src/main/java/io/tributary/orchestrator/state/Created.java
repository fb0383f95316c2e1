package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.orchestrator.order.OrderName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Known; nothing in any database was touched except Tributary's own schema in the target.
 *
 * @param checking whether an ordered preflight is not answered yet
 * @param error why the last start failed, null otherwise
 * @param fileSince the generation with which its file came; a preflight of an earlier one was of
 *     another file
 */
public record Created(Instant since, boolean checking, @Nullable ErrorReport error, long fileSince)
    implements MigrationState {

  /** A migration whose file has just come, with this generation. */
  public static Created at(Instant now, long generation) {
    return new Created(now, false, null, generation);
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(checking ? MigrationGoal.PREFLIGHT : MigrationGoal.IDLE);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.of(OrderName.PREFLIGHT, OrderName.START, OrderName.ABORT);
  }

  @Override
  public String inWords() {
    return "it has not been started";
  }

  @Override
  public Optional<ErrorReport> problem() {
    return Optional.ofNullable(error);
  }

  @Override
  public boolean deletable() {
    return true;
  }

  @Override
  public StateDecision preflight(MigrationSituation situation) {
    return StateDecision.accept(new Created(since, true, error, fileSince));
  }

  @Override
  public StateDecision start(MigrationSituation situation) {
    return StateDecision.accept(new Starting(situation.now(), fileSince, situation.by()));
  }

  @Override
  public StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return StateDecision.accept(Aborted.untouched(situation.now()));
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    boolean answered =
        checking
            && situation
                .observations()
                .preflight()
                .map(found -> found.generation() == situation.generation())
                .orElse(false);
    return answered
        ? StateDecision.to(new Created(since, false, error, fileSince), List.of())
        : StateDecision.stay(this);
  }
}
