package io.tributary.local.plan;

import io.tributary.checks.targetschema.CatalogName;
import io.tributary.checks.targetschema.FreeNames;
import io.tributary.checks.targetschema.FreeSchemas;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.Migration;
import io.tributary.local.plan.document.TargetEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the target has room for what the sources bring. Nothing stays there. */
final class TargetPlan {
  private final Migration migration;
  private final TargetReader target;

  TargetPlan(Migration migration, TargetReader target) {
    this.migration = migration;
    this.target = target;
  }

  /**
   * What was found.
   *
   * @param made the names that are made, by the source's name
   */
  PlanText shown(Map<String, List<CatalogName>> made) {
    String place = migration.target().connection().display();
    List<String> lines = new ArrayList<>(List.of("target " + place));
    try {
      List<PreflightCheck> checks =
          target.look(
              migration.target().connection(),
              ddl -> {
                List<PreflightCheck> found = new ArrayList<>(FreeSchemas.look(ddl, migration));
                found.addAll(FreeNames.look(ddl, migration, made));
                return found;
              });
      List<String> problems = new ArrayList<>();
      List<String> findings = new ArrayList<>();
      for (PreflightCheck check : checks) {
        if (check.result() == Result.FAILED) {
          problems.add(check.finding() + " " + check.fix());
        } else {
          findings.add(check.finding());
          lines.add("  " + check.finding());
        }
      }
      return new PlanText(
          new TargetEntry(place, findings, problems, List.of()), lines, problems, List.of());
    } catch (UnreadableTarget e) {
      String unseen = "Whether schemas and names of the target are free, because " + e.getMessage();
      return new PlanText(
          new TargetEntry(place, List.of(), List.of(), List.of(unseen)),
          lines,
          List.of(),
          List.of(unseen));
    }
  }
}
