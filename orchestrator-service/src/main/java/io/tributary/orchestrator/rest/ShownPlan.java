package io.tributary.orchestrator.rest;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.cutover.WebAddress;
import io.tributary.common.plan.notify.NotifyRule;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.TableRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A migration file as the API shows it. Passwords are references already; the free text of switch
 * actions, the paths of addresses that are notified, the constants of columns and the SQL of
 * queries, in which people write secrets and names, are left out.
 */
final class ShownPlan {
  private ShownPlan() {}

  static Migration of(Migration plan) {
    List<SwitchAction> actions =
        plan.cutover().switchActions().stream().map(SwitchAction::withoutSecrets).toList();
    return new Migration(
        plan.name(),
        plan.target(),
        plan.sources().stream().map(source -> source.mapTableRules(ShownPlan::shown)).toList(),
        plan.cutover().switching(actions),
        plan.validation(),
        plan.queries().stream().map(ShownPlan::shown).toList(),
        plan.notified().stream().map(ShownPlan::shown).toList());
  }

  private static NotifyRule shown(NotifyRule rule) {
    return new NotifyRule(WebAddress.shown(rule.url()), rule.events(), rule.timeoutMillis());
  }

  private static TimedQuery shown(TimedQuery query) {
    return new TimedQuery(query.name(), query.source(), SwitchAction.HIDDEN, SwitchAction.HIDDEN);
  }

  private static TableRule shown(TableRule rule) {
    Map<String, ColumnRule> columns = new TreeMap<>();
    rule.columns().forEach((name, column) -> columns.put(name, shown(column)));
    return new TableRule(rule.to(), columns, rule.fts(), rule.existingRows());
  }

  private static ColumnRule shown(ColumnRule rule) {
    return rule.constant() == null
        ? rule
        : new ColumnRule(
            rule.to(), rule.drop(), SwitchAction.HIDDEN, rule.convert(), rule.options());
  }
}
