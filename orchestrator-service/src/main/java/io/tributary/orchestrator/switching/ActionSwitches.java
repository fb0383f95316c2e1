package io.tributary.orchestrator.switching;

import io.tributary.common.grant.Grants;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import java.time.Clock;

/** How each kind of switch action is performed. */
record ActionSwitches(Migration plan, SecretReader secrets, Grants grants, Clock clock)
    implements SwitchAction.Cases<ActionSwitch> {

  @Override
  public ActionSwitch envFile(SwitchAction.EnvFile action) {
    return new EnvFileSwitch(action, secrets, grants, plan.withoutWayBack().isEmpty());
  }

  @Override
  public ActionSwitch command(SwitchAction.Command action) {
    return new CommandSwitch(action, plan, secrets, grants, clock);
  }

  @Override
  public ActionSwitch webhook(SwitchAction.Webhook action) {
    return new WebhookSwitch(action, secrets, grants, clock);
  }
}
