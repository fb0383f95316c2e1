package io.tributary.mapping.table;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.ArrayList;
import java.util.List;

/** Finds vec0 tables that cannot be read, and vectors that pgvector cannot hold. Pure. */
final class VectorCheck {
  /** pgvector stores no longer ones. */
  private static final int MOST_DIMENSIONS = 16_000;

  private VectorCheck() {}

  static List<String> problems(Source source, SqliteSchema schema) {
    List<String> problems = new ArrayList<>();
    schema.remarks().stream()
        .filter(remark -> remark.code() == RemarkCode.VECTORS_REFUSED)
        .filter(remark -> source.schemas().get(0).targetOf(remark.table()).isPresent())
        .forEach(
            remark ->
                problems.add(
                    "The vec0 table "
                        + remark.table()
                        + " cannot be moved: "
                        + remark.text()
                        + " Exclude it, or make it anew with sqlite-vec 0.1.9."));
    for (SqliteTable table : schema.tables()) {
      for (SqliteColumn column : table.columns()) {
        ColumnRule rule = source.converted().table(table.name()).column(column.name());
        if (!rule.drop() && rule.convert() == null) {
          column(table, column, problems);
        }
      }
    }
    return problems;
  }

  private static void column(SqliteTable table, SqliteColumn column, List<String> problems) {
    String place = table.name() + "." + column.name() + " holds vectors of " + column.type().text();
    if (column.type().smallVector()) {
      problems.add(
          place
              + ", which a vector of pgvector cannot hold: say drop: true, or convert: bytes to"
              + " keep their bytes.");
    }
    if (column.type().floatVector() && column.type().dimension() > MOST_DIMENSIONS) {
      problems.add(place + ", and pgvector has at most 16,000 dimensions: say drop: true.");
    }
  }
}
