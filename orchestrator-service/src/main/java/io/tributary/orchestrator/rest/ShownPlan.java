package io.tributary.orchestrator.rest;

import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SwitchAction;
import io.tributary.orchestrator.cutover.switching.WebAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A migration file as the API shows it. Passwords are references already; the free text of switch
 * actions, in which people write secrets, is left out.
 */
final class ShownPlan {
  private static final String HIDDEN = "(not shown)";

  private ShownPlan() {}

  static Migration of(Migration plan) {
    List<SwitchAction> actions =
        plan.cutover().switchActions().stream().map(ShownPlan::shown).toList();
    return new Migration(
        plan.name(),
        plan.target(),
        plan.sources(),
        new Cutover(
            plan.cutover().timeLimitMillis(),
            plan.cutover().maxLagMillis(),
            plan.cutover().validationMaxAgeSeconds(),
            plan.cutover().openTransactions(),
            plan.cutover().openTransactionsWaitMillis(),
            actions),
        plan.validation());
  }

  private static SwitchAction shown(SwitchAction action) {
    if (action instanceof SwitchAction.EnvFile file) {
      Map<String, String> set = new TreeMap<>();
      file.set().keySet().forEach(name -> set.put(name, HIDDEN));
      return new SwitchAction.EnvFile(file.path(), set);
    }
    if (action instanceof SwitchAction.Command command) {
      String program = command.run().get(0);
      return new SwitchAction.Command(
          command.run().size() == 1 ? List.of(program) : List.of(program, HIDDEN),
          command.timeoutMillis());
    }
    SwitchAction.Webhook webhook = (SwitchAction.Webhook) action;
    return new SwitchAction.Webhook(WebAddress.shown(webhook.url()), webhook.timeoutMillis());
  }
}
