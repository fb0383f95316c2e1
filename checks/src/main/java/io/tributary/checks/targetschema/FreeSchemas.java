package io.tributary.checks.targetschema;

import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Refuses a schema of the target that holds something already, unless the file allows it. */
public final class FreeSchemas {
  private static final PreflightCode CODE = PreflightCode.TARGET_NOT_EMPTY;
  private static final String STATE_EXISTS =
      "SELECT to_regclass('tributary.preparation') IS NOT NULL";
  private static final String PREPARED =
      "SELECT EXISTS (SELECT FROM tributary.preparation WHERE migration = %s)";
  private static final int SHOWN = 5;

  /** What the findings are about. */
  static final String SUBJECT = "target";

  private FreeSchemas() {}

  /** Every outcome; in an open transaction of the target. */
  public static List<PreflightCheck> look(DdlTarget target, Migration migration) {
    if (isOurs(target, migration)) {
      return List.of(CODE.passed(SUBJECT, "The schemas were filled by this migration."));
    }
    List<PreflightCheck> full = new ArrayList<>();
    List<String> used = new ArrayList<>();
    for (Map.Entry<String, TargetSchema> schema :
        new TreeMap<>(migration.target().schemas()).entrySet()) {
      List<String> objects = SchemaObjects.in(target, schema.getKey());
      boolean allowed =
          schema.getValue().allowNonEmpty() || isMadeByItsApplication(migration, schema.getKey());
      if (!objects.isEmpty() && allowed) {
        used.add("schema %s holds %d".formatted(schema.getKey(), objects.size()));
      } else if (!objects.isEmpty()) {
        full.add(full(schema.getKey(), objects));
      }
    }
    return full.isEmpty() ? List.of(CODE.passed(SUBJECT, free(used))) : full;
  }

  private static boolean isOurs(DdlTarget target, Migration migration) {
    return target.texts(STATE_EXISTS).contains("t")
        && target.texts(PREPARED.formatted(Sql.literal(migration.name()))).contains("t");
  }

  /** Whether a schema's tables are those that its application has made, to be filled. */
  public static boolean isMadeByItsApplication(Migration migration, String schema) {
    return migration.sources().stream()
        .filter(Source::intoExistingTables)
        .anyMatch(source -> source.schemas().get(0).to().equals(schema));
  }

  private static String free(List<String> used) {
    return used.isEmpty()
        ? "The schemas are free."
        : "The file lets schemas be filled that are in use: %s objects already."
            .formatted(String.join(", ", used));
  }

  private static PreflightCheck full(String schema, List<String> objects) {
    return CODE.failed(
        SUBJECT,
        "Schema %s of the target holds %d objects already: %s%s."
            .formatted(
                schema,
                objects.size(),
                objects.stream().limit(SHOWN).collect(Collectors.joining(", ")),
                objects.size() > SHOWN ? " and others" : ""),
        "Use another schema, or `DROP SCHEMA %s CASCADE;` or set `allow-non-empty: true` for it in the migration file."
            .formatted(Sql.identifier(schema)));
  }
}
