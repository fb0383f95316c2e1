package io.tributary.cdc.preflight.targetchecks;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.checks.existing.RoleRights;
import io.tributary.checks.existing.RoleRights.Lacking;
import io.tributary.checks.targetschema.FreeSchemas;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the application's role may use what a schema held before: it becomes the owner of the
 * schema and of what moves into it, and of nothing else. Tables that are filled, and with {@code
 * ddl: existing} all of the schema, are granted when they are taken in, where the migration's role
 * may do that.
 */
final class TargetRoleRightsCheck implements CatalogCheck<TargetReading> {
  private static final int LISTED = 20;

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_ROLE_RIGHTS;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    List<PreflightCheck> found = new ArrayList<>();
    for (Map.Entry<String, TargetSchema> schema :
        new TreeMap<>(target.migration().target().schemas()).entrySet()) {
      boolean granted = FreeSchemas.isMadeByItsApplication(target.migration(), schema.getKey());
      if (granted || schema.getValue().allowNonEmpty()) {
        String role = schema.getValue().role();
        List<Lacking> lacking =
            lacking(target, schema.getKey(), role).stream()
                .filter(relation -> !granted || !relation.grantable())
                .toList();
        if (!lacking.isEmpty()) {
          found.add(told(target, schema.getKey(), role, lacking));
        }
      }
    }
    return found;
  }

  private static List<Lacking> lacking(TargetReading target, String schema, String role) {
    return target.undone(ddl -> new RoleRights(ddl, role).lacking(schema));
  }

  private PreflightCheck told(
      TargetReading target, String schema, String role, List<Lacking> lacking) {
    String make =
        target
                .query()
                .holds("SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?)", role)
            ? ""
            : "`CREATE ROLE " + Sql.identifier(role) + " LOGIN;` ";
    String grants =
        lacking.stream()
            .limit(LISTED)
            .map(relation -> "`" + relation.grant(role) + ";`")
            .collect(Collectors.joining(" "));
    return code()
        .warning(
            TargetReading.SUBJECT,
            "Schema %s holds %d tables, views or sequences that role %s may not use, and the migration gives it rights on those alone that it fills: %s."
                .formatted(schema, lacking.size(), role, objects(lacking)),
            "Where the application needs them, as their owner: %s%s".formatted(make, grants));
  }

  private static String objects(List<Lacking> lacking) {
    String named =
        lacking.stream().limit(LISTED).map(Lacking::object).collect(Collectors.joining(", "));
    return lacking.size() > LISTED ? named + " and " + (lacking.size() - LISTED) + " more" : named;
  }
}
