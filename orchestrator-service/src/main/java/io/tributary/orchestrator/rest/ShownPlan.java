package io.tributary.orchestrator.rest;

import io.tributary.common.plan.ColumnRule;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SwitchAction;
import io.tributary.common.plan.TableRule;
import io.tributary.orchestrator.cutover.switching.WebAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A migration file as the API shows it. Passwords are references already; the free text of switch
 * actions and the constants of columns, in which people write secrets, are left out.
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
        plan.sources().stream().map(ShownPlan::shown).toList(),
        new Cutover(
            plan.cutover().timeLimitMillis(),
            plan.cutover().maxLagMillis(),
            plan.cutover().validationMaxAgeSeconds(),
            plan.cutover().openTransactions(),
            plan.cutover().openTransactionsWaitMillis(),
            actions,
            plan.cutover().acceptQuarantined(),
            plan.cutover().acceptQuarantinedNames()),
        plan.validation());
  }

  private static Source shown(Source source) {
    if (source.converted() == null) {
      return source;
    }
    ConvertedSource converted = source.converted();
    Map<String, TableRule> tables = new TreeMap<>();
    converted.tables().forEach((name, rule) -> tables.put(name, shown(rule)));
    return new Source(
        source.name(),
        source.kind(),
        source.connection(),
        source.schemas(),
        source.schemaChanges(),
        source.largeObjects(),
        new ConvertedSource(
            converted.path(),
            converted.ddlFile(),
            converted.onInvalid(),
            converted.enforceSizes(),
            converted.zone(),
            tables,
            converted.oneTable()));
  }

  private static TableRule shown(TableRule rule) {
    Map<String, ColumnRule> columns = new TreeMap<>();
    rule.columns().forEach((name, column) -> columns.put(name, shown(column)));
    return new TableRule(rule.to(), columns);
  }

  private static ColumnRule shown(ColumnRule rule) {
    return rule.constant() == null
        ? rule
        : new ColumnRule(rule.to(), rule.drop(), HIDDEN, rule.convert(), rule.options());
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
