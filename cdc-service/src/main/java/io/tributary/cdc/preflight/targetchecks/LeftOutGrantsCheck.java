package io.tributary.cdc.preflight.targetchecks;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.cdc.preflight.check.SourceGrant;
import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names the rights at the sources that are not carried. A schema of the target is open to its role
 * and its readers alone: a role of the same name there, such as {@code anon} of a Supabase project,
 * may be somebody else.
 */
final class LeftOutGrantsCheck implements CatalogCheck<TargetReading> {
  /** What objects have in common that one statement can grant; place is the object, if only one. */
  private record Form(
      String privileges, String kind, String place, Set<String> roles, boolean grantable) {}

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_GRANTEE;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    Set<String> existing = target.roles();
    List<PreflightCheck> found = new ArrayList<>();
    for (SourceSummary source : target.sources()) {
      source.rights().grants().stream()
          .filter(grant -> !isCarried(target, grant))
          .collect(groupingBy(SourceGrant::schema, TreeMap::new, toCollection(ArrayList::new)))
          .forEach(
              (schema, grants) -> found.add(leftOut(target, source, schema, grants, existing)));
    }
    return found.isEmpty()
        ? List.of(
            code()
                .passed(
                    target.subject(),
                    "No right at a source is of a role that the file does not name."))
        : found;
  }

  private static boolean isCarried(TargetReading target, SourceGrant grant) {
    TargetSchema schema = target.migration().target().schemas().get(grant.schema());
    return schema != null
        && !grant.isDefault()
        && (schema.role().equals(grant.role()) || schema.rights().readers().contains(grant.role()));
  }

  private PreflightCheck leftOut(
      TargetReading target,
      SourceSummary source,
      String schema,
      List<SourceGrant> grants,
      Set<String> existing) {
    Map<String, Set<String>> roles =
        grants.stream()
            .collect(
                groupingBy(
                    SourceGrant::role,
                    TreeMap::new,
                    mapping(SourceGrant::object, toCollection(TreeSet::new))));
    String missing =
        roles.keySet().stream()
            .filter(role -> !existing.contains(role))
            .map(role -> "`CREATE ROLE " + Sql.identifier(role) + ";` ")
            .collect(joining());
    return code()
        .warning(
            target.subject(),
            "Rights of source %s are left out in schema %s, because the migration file does not give them to these roles: %s."
                .formatted(
                    source.source(),
                    schema,
                    roles.entrySet().stream()
                        .map(role -> role.getKey() + " (" + objects(role.getValue()) + ")")
                        .collect(joining(", "))),
            "Nothing, if they are not needed. To let a role read, name it in target.schemas.%s.readers, and what it may do at the source is carried too. Or give the rights when the target is prepared: %s%s"
                .formatted(schema, missing, statements(owner(target, schema), grants)));
  }

  private static String owner(TargetReading target, String schema) {
    TargetSchema described = target.migration().target().schemas().get(schema);
    return described == null ? schema : described.role();
  }

  private static String objects(Set<String> objects) {
    return objects.size() == 1 ? objects.iterator().next() : objects.size() + " objects";
  }

  private static String statements(String owner, List<SourceGrant> grants) {
    Map<Form, Set<String>> byRoles = new LinkedHashMap<>();
    for (SourceGrant grant : grants) {
      byRoles
          .computeIfAbsent(
              new Form(
                  grant.privileges(), grant.kind(), grant.object(), Set.of(), grant.grantable()),
              form -> new TreeSet<>())
          .add(grant.role());
    }
    Map<Form, Set<String>> byObjects = new LinkedHashMap<>();
    byRoles.forEach(
        (form, roles) ->
            byObjects
                .computeIfAbsent(
                    new Form(form.privileges(), form.kind(), "", roles, form.grantable()),
                    shared -> new TreeSet<>())
                .add(form.place()));
    return byObjects.entrySet().stream()
        .map(same -> statement(owner, same.getKey(), same.getValue()))
        .collect(joining(" "));
  }

  private static String statement(String owner, Form form, Set<String> objects) {
    String right = "GRANT %s ON %s".formatted(form.privileges(), form.kind());
    String roles = form.roles().stream().map(Sql::identifier).collect(joining(", "));
    String option = form.grantable() ? " WITH GRANT OPTION" : "";
    return form.kind().endsWith("S")
        ? "`ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA %s %s TO %s%s;`"
            .formatted(Sql.identifier(owner), String.join(", ", objects), right, roles, option)
        : "`%s %s TO %s%s;`".formatted(right, String.join(", ", objects), roles, option);
  }
}
