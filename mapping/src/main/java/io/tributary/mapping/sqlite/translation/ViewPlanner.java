package io.tributary.mapping.sqlite.translation;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.schema.SqliteView;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.List;

/** Plans views that select from tables; others are left out. */
final class ViewPlanner {
  private final DerivedSchemaDraft draft;

  ViewPlanner(DerivedSchemaDraft draft) {
    this.draft = draft;
  }

  void plan(SqliteView view) {
    try {
      List<String> columns = view.columns().stream().map(Sql::identifier).toList();
      String query = new QueryWriter(draft, view.query()).write();
      draft.postData.add(
          "CREATE VIEW "
              + draft.qualified(view.name())
              + (columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")")
              + " AS "
              + query);
    } catch (SqliteSyntaxException e) {
      draft.remark(
          view.name(),
          RemarkCode.VIEW_LEFT_OUT,
          "Left out, as " + e.getMessage() + ": " + view.query());
    }
  }
}
