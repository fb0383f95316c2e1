package io.tributary.mapping.sqlite.translation;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The derived schema while its planners add to it: statements, names and remarks. */
final class DerivedSchemaDraft {
  final SqliteSchema schema;
  final SchemaChoices choices;
  final RelationNames names = new RelationNames();
  final List<String> preData = new ArrayList<>();
  final List<String> postData = new ArrayList<>();
  final List<MappingRemark> remarks = new ArrayList<>();
  private final Map<String, TableScope> scopes = new LinkedHashMap<>();

  private final Map<String, Set<String>> constraints = new HashMap<>();

  DerivedSchemaDraft(SqliteSchema schema, SchemaChoices choices) {
    this.schema = schema;
    this.choices = choices;
    remarks.addAll(schema.remarks());
    // Tables and views come first, so that it is constraints whose names give way.
    TypeRule types = new TypeRule(choices);
    schema
        .tables()
        .forEach(table -> scopes.put(key(table.name()), TableScope.of(table, this, types)));
    schema.views().forEach(view -> names.relation(view.name()));
    scopes.values().forEach(scope -> names.reserve(scope.name() + "_pkey"));
  }

  Iterable<TableScope> tables() {
    return scopes.values();
  }

  Optional<TableScope> table(String name) {
    return Optional.ofNullable(scopes.get(key(name)));
  }

  /** A relation of the target's schema, quoted. */
  String qualified(String name) {
    return Sql.table(new TableName(choices.schema(), name));
  }

  /** Gives out a relation's name and remarks when it is not the wanted one. */
  String named(String table, String wanted) {
    String name = names.relation(wanted);
    if (!name.equals(wanted)) {
      remark(
          table,
          RemarkCode.NAME_CHANGED,
          wanted + " is named " + name + ": the name is too long for PostgreSQL or used twice.");
    }
    return name;
  }

  /** CONSTRAINT with a name that no other one of the table has. */
  String constraint(TableScope scope, String wanted) {
    Set<String> taken = constraints.computeIfAbsent(scope.name(), table -> new HashSet<>());
    return "CONSTRAINT " + Sql.identifier(RelationNames.column(wanted, taken)) + " ";
  }

  void remark(String table, RemarkCode code, String text) {
    remarks.add(MappingRemark.ofWhole(table, code, text));
  }

  void remark(String table, String column, RemarkCode code, String text) {
    remarks.add(new MappingRemark(table, column, code, text));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
