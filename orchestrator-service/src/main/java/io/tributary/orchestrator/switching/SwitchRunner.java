package io.tributary.orchestrator.switching;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.orchestrator.cutover.StartedCommand;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchReport.What;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.gate.SwitchActionLook;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Performs switch actions, and looks beforehand whether each could be performed on this machine:
 * once the target is open there is only forward. After a failure or a crash an action is performed
 * again: a file that is rewritten already stays as it is; programs and webhooks are given the
 * cutover's id. Blocking. Thread-safe.
 */
public final class SwitchRunner {
  private final SecretReader secrets;
  private final Grants grants;
  private final Clock clock;

  /**
   * Secrets in actions are read through this reader in the moment in which they are needed, and
   * what actions name has to be granted in that moment.
   */
  public SwitchRunner(SecretReader secrets, Grants grants, Clock clock) {
    this.grants = grants;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Looks at each action in order, for a few seconds at most. Changes nothing and calls nobody: a
   * webhook is connected to and not asked.
   */
  public List<SwitchActionLook> look(Migration plan, SwitchWay way) {
    ActionSwitches switches = new ActionSwitches(plan, secrets, grants, clock);
    List<SwitchActionLook> looked = new ArrayList<>();
    for (SwitchAction action : plan.cutover().switchActions()) {
      int number = looked.size() + 1;
      looked.add(
          new SwitchActionLook(
              number, action.label(), problem(action.match(switches), way, number)));
    }
    return looked;
  }

  private static Optional<ErrorReport> problem(ActionSwitch action, SwitchWay way, int number) {
    try {
      action.look(way);
      return Optional.empty();
    } catch (TributaryException e) {
      return Optional.of(e.report());
    } catch (RuntimeException e) {
      return Optional.of(unexpected(number, "cannot be looked at: " + nameOf(e) + "."));
    }
  }

  /**
   * Performs an action; an action that the file does not have any more is done.
   *
   * @param told what happens before the end
   * @return the end; empty when the service shuts down meanwhile, and the command is left running
   */
  public Optional<SwitchReport> run(
      Migration plan, SwitchRequest request, Consumer<SwitchReport> told) {
    List<SwitchAction> actions = plan.cutover().switchActions();
    if (request.action() >= actions.size()) {
      return Optional.of(end(request, SwitchOutcome.SILENT));
    }
    ActionSwitch action =
        actions.get(request.action()).match(new ActionSwitches(plan, secrets, grants, clock));
    try {
      return Optional.of(end(request, action.run(request, new Telling(request, told))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (TributaryException e) {
      return Optional.of(end(request, SwitchOutcome.failed(e.report(), "")));
    } catch (RuntimeException | Error e) {
      // Also an error of the machine: who does not hear of the end would wait for it for ever.
      String how = "failed (" + nameOf(e) + "). It is tried again.";
      return Optional.of(
          end(request, SwitchOutcome.failed(unexpected(request.action() + 1, how), "")));
    }
  }

  private record Telling(SwitchRequest request, Consumer<SwitchReport> told)
      implements CommandEvents {
    @Override
    public void started(StartedCommand process) {
      told.accept(report(request, What.STARTED, process, null, ""));
    }

    @Override
    public void overdue(ErrorReport why, String output) {
      told.accept(report(request, What.OVERDUE, null, why, output));
    }
  }

  private static SwitchReport end(SwitchRequest request, SwitchOutcome outcome) {
    What what = outcome.failure().isEmpty() ? What.SUCCEEDED : What.FAILED;
    return report(request, what, null, outcome.failure().orElse(null), outcome.output());
  }

  private static SwitchReport report(
      SwitchRequest request,
      What what,
      @Nullable StartedCommand process,
      @Nullable ErrorReport error,
      String output) {
    return new SwitchReport(request.cutoverId(), request.action(), what, process, error, output);
  }

  private static ErrorReport unexpected(int number, String how) {
    return ErrorReport.of(
        SwitchError.UNEXPECTED,
        "Switch action " + number + " " + how,
        Map.of("action", String.valueOf(number)));
  }

  /** The name alone; the message may hold secrets. */
  private static String nameOf(Throwable e) {
    return e.getClass().getSimpleName();
  }
}
