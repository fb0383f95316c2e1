package io.tributary.local.plan;

import io.tributary.checks.targetschema.PreparedFiles;
import io.tributary.checks.targetschema.PreparedTrial;
import io.tributary.common.grant.Grants;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.TargetSchema;
import io.tributary.local.plan.document.PreparedEntry;
import io.tributary.local.plan.document.PreparedEntry.PreparedSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Target schemas that nothing moves into, with what their DDL files make. Nothing stays there. */
final class PreparedPlan {
  private final Migration migration;
  private final TargetReader target;
  private final Grants grants;

  PreparedPlan(Migration migration, TargetReader target, Grants grants) {
    this.grants = grants;
    this.migration = migration;
    this.target = target;
  }

  /** Empty where the migration file prepares nothing. */
  List<PlanText> shown() {
    Map<String, Optional<String>> named = PreparedFiles.named(migration);
    PreparedFiles files = PreparedFiles.read(migration, grants);
    if (files.scripts().isEmpty()) {
      return named.isEmpty()
          ? List.of()
          : List.of(shown(named, Map.of(), files.failed(), List.of()));
    }
    try {
      PreparedTrial trial = target.look(migration.target().connection(), files::tried);
      return List.of(shown(named, trial.tables(), trial.failed(), List.of()));
    } catch (UnreadableTarget e) {
      String unseen =
          "Schemas that nothing moves into: what their DDL files make, because " + e.getMessage();
      return List.of(shown(named, Map.of(), files.failed(), List.of(unseen)));
    }
  }

  private PlanText shown(
      Map<String, Optional<String>> files,
      Map<String, List<String>> tables,
      List<PreflightCheck> failed,
      List<String> unseen) {
    List<PreparedSchema> schemas = new ArrayList<>();
    files.forEach(
        (schema, file) ->
            schemas.add(
                new PreparedSchema(
                    schema,
                    migration.target().schema(schema).map(TargetSchema::role).orElse(schema),
                    file.orElse(null),
                    tables.getOrDefault(schema, List.of()))));
    List<String> problems =
        failed.stream().map(check -> check.finding() + " " + check.fix()).toList();
    return new PlanText(
        new PreparedEntry(schemas, problems, unseen),
        schemas.stream().flatMap(schema -> lines(schema).stream()).toList(),
        problems,
        unseen);
  }

  private static List<String> lines(PreparedSchema schema) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "schema %s (role %s): nothing moves into it; it is made %s and closed until the cutover."
            .formatted(
                schema.name(),
                schema.role(),
                schema.file() == null ? "empty" : "with " + schema.file()));
    schema.tables().forEach(table -> lines.add("  " + table));
    return lines;
  }
}
