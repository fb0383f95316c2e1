package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.event.Requester;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.order.OrderName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connectors, slots and publications are being removed.
 *
 * @param run the cutover that was completed
 * @param abandoned names of sources that are gone, and are left as they are
 * @param purge whether what Tributary keeps of rows in the target is removed at the end
 * @param by who ordered it; null where nobody is known
 */
public record Completing(
    Instant since, CutoverRun run, Set<String> abandoned, boolean purge, @Nullable Requester by)
    implements MigrationState {

  public Completing {
    abandoned = abandoned == null ? Set.of() : Set.copyOf(abandoned);
  }

  /** A completion that touches every source. */
  static Completing of(Instant since, CutoverRun run, boolean purge) {
    return new Completing(since, run, Set.of(), purge, null);
  }

  Completing by(@Nullable Requester orderer) {
    return new Completing(since, run, abandoned, purge, orderer);
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.COMPLETE, run).without(abandoned);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.of(OrderName.RESUME, OrderName.ABANDON);
  }

  @Override
  public String inWords() {
    return "it is being completed";
  }

  @Override
  public Optional<Requester> orderedBy() {
    return Optional.ofNullable(by);
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.of(run);
  }

  @Override
  public StateDecision resume(MigrationSituation situation) {
    return StateDecision.again(this);
  }

  @Override
  public StateDecision abandon(MigrationSituation situation, String source) {
    return StateDecision.accept(
        new Completing(since, run, DesiredGoal.leaving(abandoned, source), purge, by));
  }

  @Override
  public boolean purgesBefore(MigrationState next) {
    return purge && next instanceof Completed;
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    return situation.allAchieved()
        ? StateDecision.to(new Completed(situation.now(), run), List.of())
        : StateDecision.stay(this);
  }
}
