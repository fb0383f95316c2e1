package io.tributary.orchestrator.rest.status;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.observed.PreflightObserved;
import io.tributary.orchestrator.gate.SwitchActionLook;
import io.tributary.orchestrator.loop.KnownMigration;
import io.tributary.orchestrator.observed.ClockAgreement;
import io.tributary.orchestrator.state.Created;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.Starting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last preflight as the API shows it: what cdc-service has found, and what this service saw of
 * the switch actions, which it would run itself, and of the other services' clocks. Those are
 * warnings: they close the gate of a cutover, and there is time until then.
 */
public final class ShownPreflight {
  private ShownPreflight() {}

  /** Null before the first one of the file that is there now. */
  public static @Nullable PreflightObserved of(KnownMigration known) {
    return known
        .observations()
        .preflight()
        .filter(found -> known.record().map(r -> ofThisFile(found, r.state())).orElse(true))
        .map(found -> with(found, known))
        .orElse(null);
  }

  private static boolean ofThisFile(PreflightObserved found, MigrationState state) {
    if (state instanceof Created created) {
      return found.generation() >= created.fileSince();
    }
    return !(state instanceof Starting starting) || found.generation() >= starting.fileSince();
  }

  private static PreflightObserved with(PreflightObserved found, KnownMigration known) {
    List<PreflightCheck> checks = new ArrayList<>(found.checks());
    known
        .record()
        .map(record -> ClockAgreement.limitMillis(record.plan()))
        .map(limit -> known.observations().clocks().agreements(limit))
        .ifPresent(clocks -> clocks.forEach(clock -> checks.add(check(clock))));
    known.actions().forEach(action -> checks.add(check(action)));
    return new PreflightObserved(found.migration(), found.generation(), checks, found.at());
  }

  private static PreflightCheck check(ClockAgreement clock) {
    return clock.holds()
        ? PreflightCode.CLOCK.passed(clock.service(), clock.finding())
        : PreflightCode.CLOCK.warning(clock.service(), clock.finding(), ClockAgreement.REMEDY);
  }

  private static PreflightCheck check(SwitchActionLook looked) {
    String subject = "switch action " + looked.number();
    return looked
        .problem()
        .map(
            problem ->
                PreflightCode.SWITCH.warning(
                    subject,
                    problem.message(),
                    "Mend it before the cutover, whose gate it closes; or take another file with"
                        + " PUT /migrations/{name}."))
        .orElseGet(
            () ->
                PreflightCode.SWITCH.passed(
                    subject, "Nothing is known against " + looked.action() + "."));
  }
}
