package io.tributary.mapping.sqlite.translation;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.expression.ExpressionWriter;
import io.tributary.mapping.sqlite.expression.TypeFamily;
import io.tributary.mapping.sqlite.expression.TypedSql;
import io.tributary.mapping.sqlite.schema.SqliteCheckConstraint;
import io.tributary.mapping.sqlite.schema.SqliteIndex;
import io.tributary.mapping.sqlite.schema.SqliteKey;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Plans CHECK and UNIQUE constraints, and what a collating sequence does to a primary key. */
final class ConstraintPlanner {
  private final DerivedSchemaDraft draft;
  private final IndexPlanner indexes;

  ConstraintPlanner(DerivedSchemaDraft draft, IndexPlanner indexes) {
    this.draft = draft;
    this.indexes = indexes;
  }

  void plan(TableScope scope) {
    scope.table().uniques().forEach(unique -> unique(scope, unique));
    if (scope.table().primaryKey() != null && collated(scope, scope.table().keyColumns())) {
      uniqueIndex(scope, scope.table().primaryKey());
    }
    conflicts(scope.table());
    scope.table().checks().forEach(check -> check(scope, check));
  }

  private void conflicts(SqliteTable table) {
    Set<String> actions = new TreeSet<>(table.conflictActions());
    // ABORT is what both do without a clause.
    actions.remove("ABORT");
    if (!actions.isEmpty()) {
      draft.remark(
          table.name(),
          RemarkCode.CONFLICT_CLAUSE_LEFT_OUT,
          "Left out: ON CONFLICT "
              + String.join(", ", actions)
              + " of a constraint. PostgreSQL always refuses the statement; the application has to"
              + " say ON CONFLICT in its own.");
    }
  }

  private void unique(TableScope scope, SqliteKey unique) {
    try {
      scope.requireMoving(unique.columns());
    } catch (SqliteSyntaxException e) {
      draft.remark(
          scope.table().name(),
          RemarkCode.INDEX_LEFT_OUT,
          "Left out: UNIQUE ("
              + String.join(", ", unique.columns())
              + "), as "
              + e.getMessage()
              + ".");
      return;
    }
    if (unordered(scope, unique)
        || collated(scope, unique.columns())
        || unique.parts().stream().anyMatch(p -> p.collation() != null)) {
      uniqueIndex(scope, unique);
      return;
    }
    List<String> columns = scope.quoted(unique.columns()).orElse(List.of());
    String wanted =
        unique.name() == null
            ? scope.name() + "_" + String.join("_", unique.columns()) + "_key"
            : unique.name();
    add(scope, wanted, "UNIQUE (" + String.join(", ", columns) + ")");
  }

  private void uniqueIndex(TableScope scope, SqliteKey key) {
    String wanted =
        key.name() == null
            ? scope.name() + "_" + String.join("_", key.columns()) + "_nocase"
            : key.name();
    indexes.plan(
        new SqliteIndex(
            wanted, scope.table().name(), true, key.parts(), null, "UNIQUE " + key.columns()));
  }

  private static boolean collated(TableScope scope, List<String> columns) {
    return columns.stream()
        .anyMatch(name -> scope.planned(name).filter(c -> c.collation() != null).isPresent());
  }

  /** The planner of indexes says why there is none. */
  private static boolean unordered(TableScope scope, SqliteKey unique) {
    return unique.columns().stream()
        .anyMatch(
            name ->
                scope
                    .planned(name)
                    .filter(c -> c.type().family() == TypeFamily.UNORDERED)
                    .isPresent());
  }

  private void check(TableScope scope, SqliteCheckConstraint check) {
    try {
      TypedSql typed = ExpressionWriter.write(check.expression(), scope);
      // Without a name PostgreSQL chooses one.
      String constraint = check.name() == null ? "" : draft.constraint(scope, check.name());
      draft.postData.add(
          "ALTER TABLE "
              + draft.qualified(scope.name())
              + " ADD "
              + constraint
              + "CHECK ("
              + typed.condition()
              + ")");
    } catch (SqliteSyntaxException e) {
      draft.remark(
          scope.table().name(),
          RemarkCode.CHECK_LEFT_OUT,
          "Left out: CHECK (" + check.expression() + "), as " + e.getMessage() + ".");
    }
  }

  private void add(TableScope scope, String wanted, String constraint) {
    String name = draft.named(scope.table().name(), wanted);
    draft.postData.add(
        "ALTER TABLE "
            + draft.qualified(scope.name())
            + " ADD CONSTRAINT "
            + Sql.identifier(name)
            + " "
            + constraint);
  }
}
