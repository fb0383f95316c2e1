package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A schema that holds tables already is not filled unless the file says so. */
final class TargetNotEmptyCheck implements TargetCheck {
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
                            AND d.objid = c.oid AND d.deptype = 'e')""";

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_NOT_EMPTY;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    boolean ours =
        target.query().truth(STATE_EXISTS)
            && target.query().truth(PREPARED, target.migration().name());
    if (ours) {
      return List.of(
          code().passed(TargetReading.SUBJECT, "The schemas were filled by this migration."));
    }
    List<PreflightCheck> full = new ArrayList<>();
    for (Map.Entry<String, TargetSchema> schema :
        new TreeMap<>(target.migration().target().schemas()).entrySet()) {
      long tables = target.query().number(TABLES, schema.getKey());
      if (tables > 0 && !schema.getValue().allowNonEmpty()) {
        full.add(full(schema.getKey(), tables));
      }
    }
    return full.isEmpty()
        ? List.of(code().passed(TargetReading.SUBJECT, "The schemas are free."))
        : full;
  }

  private PreflightCheck full(String schema, long tables) {
    return code()
        .failed(
            TargetReading.SUBJECT,
            "Schema %s of the target holds %d tables, views or sequences already."
                .formatted(schema, tables),
            "Use another schema, or DROP SCHEMA %s CASCADE; or set allow-non-empty: true for it in the migration file."
                .formatted(Sql.identifier(schema)));
  }
}
