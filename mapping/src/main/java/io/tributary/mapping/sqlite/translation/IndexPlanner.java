package io.tributary.mapping.sqlite.translation;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.expression.ExpressionWriter;
import io.tributary.mapping.sqlite.expression.TypeFamily;
import io.tributary.mapping.sqlite.expression.TypedSql;
import io.tributary.mapping.sqlite.schema.IndexedPart;
import io.tributary.mapping.sqlite.schema.SqliteIndex;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plans indexes, also partial ones and those over expressions. */
final class IndexPlanner {
  private final DerivedSchemaDraft draft;

  IndexPlanner(DerivedSchemaDraft draft) {
    this.draft = draft;
  }

  void plan(SqliteIndex index) {
    try {
      TableScope scope =
          draft
              .table(index.table())
              .orElseThrow(() -> new SqliteSyntaxException("its table is not migrated"));
      List<String> parts = new ArrayList<>();
      for (IndexedPart part : index.parts()) {
        parts.add(part(scope, index, part) + (part.descending() ? " DESC" : ""));
      }
      String where =
          index.where() == null
              ? ""
              : " WHERE " + ExpressionWriter.write(index.where(), scope).condition();
      draft.postData.add(
          (index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
              + Sql.identifier(draft.named(index.table(), index.name()))
              + " ON "
              + draft.qualified(scope.name())
              + " ("
              + String.join(", ", parts)
              + ")"
              + where);
    } catch (SqliteSyntaxException e) {
      draft.remark(
          index.table(),
          RemarkCode.INDEX_LEFT_OUT,
          "Left out, as " + e.getMessage() + ": " + index.sql());
    }
  }

  private String part(TableScope scope, SqliteIndex index, IndexedPart part) {
    TypedSql typed = ExpressionWriter.write(part.text(), scope);
    if (typed.family() == TypeFamily.UNORDERED) {
      throw new SqliteSyntaxException(
          "a column of it becomes json or a vector, which has no order");
    }
    String collation = part.collation() == null ? typed.collation() : part.collation();
    boolean plain = typed.sql().startsWith("\"") && typed.sql().endsWith("\"");
    return collation == null || collation.equalsIgnoreCase("BINARY")
        ? plain ? typed.sql() : "(" + typed.sql() + ")"
        : collated(index, typed, collation.toUpperCase(Locale.ROOT));
  }

  private String collated(SqliteIndex index, TypedSql typed, String collation) {
    if (typed.family() != TypeFamily.TEXT) {
      return "(" + typed.sql() + ")";
    }
    String expression =
        switch (collation) {
          case "NOCASE" -> "lower(" + typed.sql() + " COLLATE \"C\")";
          case "RTRIM" -> "rtrim(" + typed.sql() + ")";
          default ->
              throw new SqliteSyntaxException(
                  "the collating sequence " + collation + " is the application's own");
        };
    draft.remark(
        index.table(),
        RemarkCode.COLLATION,
        "The index "
            + index.name()
            + " is over "
            + expression
            + " in place of COLLATE "
            + collation
            + ": the same rows are equal for it, but queries of the application must compare that"
            + " expression; a plain = tells upper and lower case apart.");
    return "(" + expression + ")";
  }
}
