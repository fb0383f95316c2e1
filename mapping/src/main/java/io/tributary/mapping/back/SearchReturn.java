package io.tributary.mapping.back;

import io.tributary.mapping.sqlite.schema.FullTextTable;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.VirtualTable;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Virtual tables that hold something of rows that come back, and do not move themselves. Those that
 * triggers of the application write are written by them on the way back, too.
 */
final class SearchReturn {
  private final List<MasterEntry> entries;

  SearchReturn(List<MasterEntry> entries) {
    this.entries = entries;
  }

  /** What the operator has to do after a rollback. */
  List<ReturnProblem> left() {
    return entries.stream()
        .filter(entry -> entry.type().equals("table") && entry.sql() != null)
        .filter(entry -> entry.sql().strip().toUpperCase(Locale.ROOT).startsWith("CREATE VIRTUAL"))
        .filter(entry -> !byTriggers(entry.name()))
        .flatMap(entry -> left(entry.sql()).stream())
        .toList();
  }

  private Optional<ReturnProblem> left(String sql) {
    VirtualTable table = VirtualTable.parse(sql);
    if (table.module().equals("vec0")) {
      return Optional.empty();
    }
    return Optional.of(
        new ReturnProblem(
            table.name(),
            "no trigger writes this table of the module "
                + table.module()
                + ", and so it is not told of rows that come back",
            rebuilds(sql)
                ? "Run `INSERT INTO %1$s(%1$s) VALUES ('rebuild');` in the file after a rollback."
                    .formatted('"' + table.name().replace("\"", "\"\"") + '"')
                : "Let the application write its rows anew after a rollback."));
  }

  /** It reads the rows of another table again, if it has one. */
  private static boolean rebuilds(String sql) {
    try {
      return FullTextTable.parse(sql)
          .map(FullTextTable::content)
          .filter(content -> !content.isEmpty())
          .isPresent();
    } catch (SqliteSyntaxException e) {
      return false;
    }
  }

  private boolean byTriggers(String name) {
    Pattern named =
        Pattern.compile("(?<![\\w])" + Pattern.quote(name) + "(?![\\w])", Pattern.CASE_INSENSITIVE);
    return entries.stream()
        .filter(entry -> entry.type().equals("trigger") && entry.sql() != null)
        .anyMatch(entry -> named.matcher(entry.sql()).find());
  }
}
