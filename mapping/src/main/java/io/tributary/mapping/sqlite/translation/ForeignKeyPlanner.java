package io.tributary.mapping.sqlite.translation;

import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.expression.TypeFamily;
import io.tributary.mapping.sqlite.schema.IndexedPart;
import io.tributary.mapping.sqlite.schema.SqliteForeignKey;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Plans foreign keys, each deferred to the transaction's end where SQLite defers it. */
final class ForeignKeyPlanner {
  private final DerivedSchemaDraft draft;

  ForeignKeyPlanner(DerivedSchemaDraft draft) {
    this.draft = draft;
  }

  void plan(TableScope scope) {
    List<SqliteForeignKey> keys = scope.table().foreignKeys();
    if (!keys.isEmpty()) {
      draft.remark(
          scope.table().name(),
          RemarkCode.FOREIGN_KEY_NOT_ENFORCED,
          "SQLite enforces foreign keys only on connections that ask for it: rows that refer to"
              + " nothing may be there, and the target refuses them.");
    }
    keys.forEach(key -> plan(scope, key));
  }

  private void plan(TableScope scope, SqliteForeignKey key) {
    try {
      draft.postData.add(statement(scope, key));
    } catch (SqliteSyntaxException e) {
      draft.remark(
          scope.table().name(),
          String.join(", ", key.columns()),
          RemarkCode.FOREIGN_KEY_LEFT_OUT,
          "Left out: FOREIGN KEY ("
              + String.join(", ", key.columns())
              + ") REFERENCES "
              + key.parent()
              + ", as "
              + e.getMessage()
              + ".");
    }
  }

  private String statement(TableScope scope, SqliteForeignKey key) {
    TableScope parent =
        draft
            .table(key.parent())
            .orElseThrow(() -> new SqliteSyntaxException("there is no table " + key.parent()));
    List<String> wanted =
        key.parentColumns().isEmpty() ? parent.table().keyColumns() : key.parentColumns();
    check(scope, key, parent, wanted);
    String name = key.name() == null ? "" : draft.constraint(scope, key.name());
    return "ALTER TABLE "
        + draft.qualified(scope.name())
        + " ADD "
        + name
        + "FOREIGN KEY ("
        + String.join(", ", scope.quoted(key.columns()).orElseThrow())
        + ") REFERENCES "
        + draft.qualified(parent.name())
        + " ("
        + String.join(", ", parent.quoted(wanted).orElseThrow())
        + ")"
        + action(" ON DELETE ", key.onDelete())
        + action(" ON UPDATE ", key.onUpdate())
        + (key.deferred() ? " DEFERRABLE INITIALLY DEFERRED" : "");
  }

  private void check(
      TableScope scope, SqliteForeignKey key, TableScope parent, List<String> wanted) {
    scope.requireMoving(key.columns());
    parent.requireMoving(wanted);
    if (wanted.size() != key.columns().size()
        || scope.quoted(key.columns()).isEmpty()
        || parent.quoted(wanted).isEmpty()) {
      throw new SqliteSyntaxException("its columns do not match those of " + key.parent());
    }
    if (!unique(parent, wanted)) {
      throw new SqliteSyntaxException(
          "nothing makes " + wanted + " of " + key.parent() + " unique");
    }
    for (int i = 0; i < wanted.size(); i++) {
      TableScope.Planned referencedColumn = parent.planned(wanted.get(i)).orElseThrow();
      if (referencedColumn.collation() != null) {
        throw new SqliteSyntaxException(
            wanted.get(i) + " compares by " + referencedColumn.collation());
      }
      sameType(key.columns().get(i), scope, referencedColumn);
    }
    boolean follows =
        !key.onDelete().equals(SqliteForeignKey.NO_ACTION)
            || !key.onUpdate().equals(SqliteForeignKey.NO_ACTION);
    if (follows && computed(scope, key)) {
      throw new SqliteSyntaxException("its column is computed and cannot follow its parent");
    }
  }

  private static void sameType(String column, TableScope scope, TableScope.Planned referenced) {
    TypeRule.Decision child = scope.planned(column).orElseThrow().type();
    TypeRule.Decision parent = referenced.type();
    boolean own = parent.family() == TypeFamily.OTHER || parent.family() == TypeFamily.UNORDERED;
    String childType = child.conversion().targetType();
    String parentType = parent.conversion().targetType();
    if (child.family() != parent.family() || own && !childType.equals(parentType)) {
      throw new SqliteSyntaxException(
          column + " becomes " + childType + " and what it refers to " + parentType);
    }
  }

  private static boolean computed(TableScope scope, SqliteForeignKey key) {
    return key.columns().stream()
        .anyMatch(name -> scope.planned(name).orElseThrow().column().generated() != null);
  }

  private boolean unique(TableScope parent, List<String> columns) {
    List<List<String>> keys = new ArrayList<>();
    keys.add(parent.table().keyColumns());
    parent.table().uniques().forEach(unique -> keys.add(plainColumns(parent, unique.parts())));
    draft.schema.indexes().stream()
        .filter(index -> index.table().equalsIgnoreCase(parent.table().name()))
        .filter(index -> index.unique() && index.where() == null)
        .forEach(index -> keys.add(plainColumns(parent, index.parts())));
    return keys.stream().anyMatch(key -> !key.isEmpty() && names(key).equals(names(columns)));
  }

  /** The columns of a key; none when a part is an expression or compares by its own rule. */
  private static List<String> plainColumns(TableScope parent, List<IndexedPart> parts) {
    List<String> columns = new ArrayList<>();
    for (IndexedPart part : parts) {
      SqliteTokenCursor cursor = new SqliteTokenCursor(part.text());
      String name = cursor.peek().isName() ? cursor.name() : "";
      boolean plain =
          cursor.ended()
              && part.collation() == null
              && parent.planned(name).filter(c -> c.collation() == null).isPresent();
      if (!plain) {
        return List.of();
      }
      columns.add(name);
    }
    return columns;
  }

  private static Set<String> names(List<String> columns) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(column.toLowerCase(Locale.ROOT)));
    return names;
  }

  private static String action(String when, String action) {
    return action.equals(SqliteForeignKey.NO_ACTION) ? "" : when + action;
  }
}
