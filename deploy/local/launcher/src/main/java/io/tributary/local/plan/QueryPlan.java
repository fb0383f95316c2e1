package io.tributary.local.plan;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.local.plan.document.QueriesEntry;
import io.tributary.local.plan.document.QueriesEntry.QueryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which queries a rehearsal will time. None is run now: the target has no rows yet. */
record QueryPlan(Migration migration) {

  /** What is printed; empty where the file has no queries. */
  Optional<PlanText> shown() {
    if (migration.queries().isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(List.of(heading(migration.cutover().queryLimits())));
    migration.queries().forEach(query -> lines.addAll(lines(query)));
    QueryLimits limits = migration.cutover().queryLimits();
    QueriesEntry entry =
        new QueriesEntry(
            limits.maxRatio(),
            EntryWord.of(limits.whenSlower()),
            migration.queries().stream().map(QueryEntry::of).toList());
    return Optional.of(new PlanText(entry, lines, List.of(), List.of()));
  }

  private static String heading(QueryLimits limits) {
    return String.format(
        Locale.ROOT,
        "queries, timed by `rehearse` at both sides: at most %s times as long at the target, else"
            + " %s",
        limits.maxRatio(),
        switch (limits.whenSlower()) {
          case WARN -> "a warning";
          case CLOSE_GATE -> "no cutover begins";
        });
  }

  private static List<String> lines(TimedQuery query) {
    return List.of(
        "  %s, of source %s".formatted(query.name(), query.source()),
        "    at the source: " + oneLine(query.atSource()),
        "    at the target: " + oneLine(query.atTarget()));
  }

  private static String oneLine(String sql) {
    return sql.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
  }
}
