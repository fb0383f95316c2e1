package io.tributary.mapping.sqlite.translation;

import io.tributary.mapping.sqlite.schema.FullTextTable;
import java.util.ArrayList;
import java.util.List;

/** Writes the remark that tells the operator what a full-text table becomes. */
final class FullTextRemark {
  private FullTextRemark() {}

  static String of(
      FullTextTable search,
      String table,
      String column,
      List<TableScope.Planned> searched,
      List<String> without,
      FullTextConfiguration configuration) {
    StringBuilder text = new StringBuilder();
    text.append("It becomes the generated column ")
        .append(table)
        .append('.')
        .append(column)
        .append(" with a GIN index, which needs no triggers: in place of MATCH, ask for ")
        .append(column)
        .append(" @@ websearch_to_tsquery('")
        .append(configuration.name().replace("pg_catalog.", ""))
        .append("', ...). ")
        .append(configuration.differences());
    if (searched.size() > 1) {
      text.append(" Weights for filters by column: ").append(weights(searched)).append('.');
    }
    if (!without.isEmpty()) {
      text.append(" Not searched: ").append(String.join(", ", without)).append('.');
    }
    if (search.prefixes()) {
      text.append(" The beginnings of words (word:*) need no index of their own.");
    }
    return text.toString();
  }

  private static String weights(List<TableScope.Planned> searched) {
    List<String> weights = new ArrayList<>();
    for (TableScope.Planned planned : searched) {
      weights.add(planned.name() + " " + "ABCD".charAt(Math.min(weights.size(), 3)));
    }
    return String.join(", ", weights);
  }
}
