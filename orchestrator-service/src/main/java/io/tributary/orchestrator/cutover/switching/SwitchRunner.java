package io.tributary.orchestrator.cutover.switching;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SwitchAction;
import io.tributary.common.secret.SecretReader;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the switch actions of a migration in order and stops at the first that fails. Blocking. All
 * of them are run again after a failure or a crash: a file that is rewritten already stays as it
 * is; programs and webhooks are given the cutover's id. Thread-safe.
 */
public final class SwitchRunner {
  private final EnvFileSwitch envFile;
  private final CommandSwitch command;
  private final WebhookSwitch webhook;

  /** Secrets in actions are read through this reader in the moment in which they are needed. */
  public SwitchRunner(SecretReader secrets, Clock clock) {
    this.envFile = new EnvFileSwitch(secrets);
    this.command = new CommandSwitch(secrets);
    this.webhook = new WebhookSwitch(secrets, clock);
  }

  /** Runs all actions; empty when all succeeded. */
  public Optional<ErrorReport> run(Migration plan, String cutoverId) {
    Switching switching = new Switching(plan.name(), cutoverId);
    List<SwitchAction> actions = plan.cutover().switchActions();
    for (int i = 0; i < actions.size(); i++) {
      Optional<ErrorReport> failure = run(actions.get(i), switching, i);
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<ErrorReport> run(SwitchAction action, Switching switching, int index) {
    try {
      dispatch(action, switching);
      return Optional.empty();
    } catch (TributaryException e) {
      return Optional.of(e.report());
    } catch (RuntimeException e) {
      return Optional.of(
          ErrorReport.of(
              SwitchError.UNEXPECTED,
              "Switch action "
                  + (index + 1)
                  + " failed ("
                  + e.getClass().getSimpleName()
                  + "). It is tried again.",
              Map.of("action", String.valueOf(index + 1))));
    }
  }

  private void dispatch(SwitchAction action, Switching switching) {
    if (action instanceof SwitchAction.EnvFile file) {
      envFile.run(file, switching);
    } else if (action instanceof SwitchAction.Command program) {
      command.run(program, switching);
    } else {
      webhook.run((SwitchAction.Webhook) action, switching);
    }
  }
}
