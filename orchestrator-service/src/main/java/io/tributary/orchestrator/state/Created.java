package io.tributary.orchestrator.state;

import io.tributary.common.desired.Goal;
import io.tributary.common.error.ErrorReport;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Known; nothing in any database was touched except Tributary's own schema in the target.
 *
 * @param checking whether an ordered preflight is not answered yet
 * @param error why the last start failed, null otherwise
 */
public record Created(Instant since, boolean checking, ErrorReport error)
    implements MigrationState {

  /** A migration that was just created. */
  public static Created at(Instant now) {
    return new Created(now, false, null);
  }

  @Override
  public Desire desire() {
    return Desire.of(checking ? Goal.PREFLIGHT : Goal.IDLE);
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
  public Decision preflight(Situation situation) {
    return Decision.accept(new Created(since, true, error));
  }

  @Override
  public Decision start(Situation situation) {
    return Decision.accept(new Starting(situation.now()));
  }

  @Override
  public Decision abort(Situation situation, boolean keepTarget) {
    return Decision.accept(Aborted.untouched(situation.now()));
  }

  @Override
  public Decision look(Situation situation) {
    boolean answered =
        checking
            && situation
                .observations()
                .preflight()
                .map(found -> found.generation() == situation.generation())
                .orElse(false);
    return answered
        ? Decision.to(new Created(since, false, error), List.of())
        : Decision.stay(this);
  }
}
