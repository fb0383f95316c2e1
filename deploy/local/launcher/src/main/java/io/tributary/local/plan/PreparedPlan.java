package io.tributary.local.plan;

import io.tributary.common.ddl.DdlScript;
import io.tributary.common.ddl.DdlTrial;
import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.PreparedSchema;
import io.tributary.common.plan.TargetSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

  List<PlanText> shown() {
    List<PlanText> shown = new ArrayList<>();
    for (Map.Entry<String, TargetSchema> schema :
        new TreeMap<>(migration.target().schemas()).entrySet()) {
      PreparedSchema made = schema.getValue().prepare();
      if (made != null) {
        shown.add(shown(schema.getKey(), schema.getValue().role(), made.ddlFile()));
      }
    }
    return shown;
  }

  private PlanText shown(String name, String role, @Nullable String file) {
    List<String> lines = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    lines.add(
        "schema %s (role %s): nothing moves into it; it is made %s and closed until the cutover."
            .formatted(name, role, file == null ? "empty" : "with " + file));
    if (file != null) {
      try {
        DdlScript script = DdlScript.of(grants.ddl(file), name);
        DdlTrial look = target.look(migration.target(), name, script);
        look.columns().stream()
            .map(column -> column.table().display())
            .distinct()
            .forEach(table -> lines.add("  " + table));
        look.problems()
            .forEach(p -> problems.add("The DDL file " + file + ", " + p.display() + "."));
      } catch (IOException e) {
        problems.add("The DDL file " + file + " is not there or cannot be read.");
      } catch (TributaryException e) {
        problems.add(e.report().message());
      } catch (UnreadableTarget e) {
        unseen.add("Schema " + name + ": its DDL file, because " + e.getMessage());
      }
    }
    return new PlanText(lines, problems, unseen);
  }
}
