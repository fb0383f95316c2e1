package io.tributary.cdc.preflight.targetchecks;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Refuses a schema that holds tables already, unless the file allows it. */
final class TargetNotEmptyCheck implements CatalogCheck<TargetReading> {
  private static final String STATE_EXISTS =
      "SELECT to_regclass('tributary.preparation') IS NOT NULL";
  private static final String PREPARED =
      "SELECT EXISTS (SELECT FROM tributary.preparation WHERE migration = ?)";
  private static final String TABLES =
      """
      SELECT count(*) FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_class'::regclass
                            AND d.objid = c.oid AND d.deptype = 'e')\
      """;

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_NOT_EMPTY;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    boolean ours =
        target.query().holds(STATE_EXISTS)
            && target.query().holds(PREPARED, target.migration().name());
    if (ours) {
      return List.of(
          code().passed(TargetReading.SUBJECT, "The schemas were filled by this migration."));
    }
    List<PreflightCheck> full = new ArrayList<>();
    List<String> used = new ArrayList<>();
    for (Map.Entry<String, TargetSchema> schema :
        new TreeMap<>(target.migration().target().schemas()).entrySet()) {
      long tables = target.query().number(TABLES, schema.getKey());
      boolean allowed =
          schema.getValue().allowNonEmpty() || target.isMadeByItsApplication(schema.getKey());
      if (tables > 0 && allowed) {
        used.add("schema %s holds %d".formatted(schema.getKey(), tables));
      } else if (tables > 0) {
        full.add(full(schema.getKey(), tables));
      }
    }
    return full.isEmpty() ? List.of(code().passed(TargetReading.SUBJECT, free(used))) : full;
  }

  private static String free(List<String> used) {
    return used.isEmpty()
        ? "The schemas are free."
        : "The file lets schemas be filled that are in use: %s tables, views or sequences already."
            .formatted(String.join(", ", used));
  }

  private PreflightCheck full(String schema, long tables) {
    return code()
        .failed(
            TargetReading.SUBJECT,
            "Schema %s of the target holds %d tables, views or sequences already."
                .formatted(schema, tables),
            "Use another schema, or `DROP SCHEMA %s CASCADE;` or set `allow-non-empty: true` for it in the migration file."
                .formatted(Sql.identifier(schema)));
  }
}
