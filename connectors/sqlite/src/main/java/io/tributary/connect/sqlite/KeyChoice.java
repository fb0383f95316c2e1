package io.tributary.connect.sqlite;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses what a table's rows are logged by: its primary key, else a UNIQUE over NOT NULL columns,
 * else the rowid.
 *
 * @param rowid a free name for the rowid, null WITHOUT ROWID
 */
record KeyChoice(List<Column> columns, List<UniqueIndex> unique, String rowid) {

  Key key() {
    List<Column> primary =
        columns.stream()
            .filter(column -> column.keyOrder() > 0)
            .sorted(Comparator.comparingInt(Column::keyOrder))
            .toList();
    Optional<UniqueIndex> index = unique.stream().filter(UniqueIndex::primary).findFirst();
    if (!primary.isEmpty() && index.isEmpty()) {
      return new Key(names(primary), Key.Kind.ROWID_ALIAS, true, false);
    }
    if (!primary.isEmpty()) {
      boolean nullable = rowid != null && primary.stream().anyMatch(c -> !c.notNull());
      return new Key(names(primary), Key.Kind.PRIMARY, exact(index.get()), nullable);
    }
    return unique.stream()
        .filter(UniqueIndex::plain)
        .filter(i -> i.terms().stream().allMatch(t -> column(t.column()).notNull()))
        .findFirst()
        .map(
            i ->
                new Key(
                    i.terms().stream().map(UniqueIndex.Term::column).toList(),
                    Key.Kind.UNIQUE,
                    exact(i),
                    false))
        .orElseGet(() -> new Key(List.of(rowid), Key.Kind.HIDDEN_ROWID, true, false));
  }

  /** Without a collation and with an affinity, equal values are stored alike. */
  private boolean exact(UniqueIndex index) {
    return index.terms().stream()
        .allMatch(
            term ->
                "BINARY".equalsIgnoreCase(term.collation())
                    && column(term.column()).affinity() != Affinity.BLOB);
  }

  private Column column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }
}
