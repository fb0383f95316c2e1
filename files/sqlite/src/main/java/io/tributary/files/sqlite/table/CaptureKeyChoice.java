package io.tributary.files.sqlite.table;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a table's rows are logged by: its primary key, else a UNIQUE over NOT NULL columns,
 * else the rowid.
 *
 * @param rowid a free name for the rowid, null WITHOUT ROWID
 */
record CaptureKeyChoice(
    List<CaptureColumn> columns, List<UniqueIndex> unique, @Nullable String rowid) {

  CaptureKey key() {
    List<CaptureColumn> primary =
        columns.stream()
            .filter(column -> column.keyOrder() > 0)
            .sorted(Comparator.comparingInt(CaptureColumn::keyOrder))
            .toList();
    Optional<UniqueIndex> index = unique.stream().filter(UniqueIndex::primary).findFirst();
    if (!primary.isEmpty() && index.isEmpty()) {
      return new CaptureKey(names(primary), CaptureKey.Kind.ROWID_ALIAS, true, false);
    }
    if (!primary.isEmpty()) {
      boolean nullable = rowid != null && primary.stream().anyMatch(c -> !c.notNull());
      return new CaptureKey(names(primary), CaptureKey.Kind.PRIMARY, exact(index.get()), nullable);
    }
    return unique.stream()
        .filter(UniqueIndex::plain)
        .filter(i -> i.columns().stream().allMatch(c -> column(c.name()).notNull()))
        .findFirst()
        .map(
            i ->
                new CaptureKey(
                    i.columns().stream().map(UniqueIndex.Column::name).toList(),
                    CaptureKey.Kind.UNIQUE,
                    exact(i),
                    false))
        .orElseGet(
            () -> new CaptureKey(List.of(hidden()), CaptureKey.Kind.HIDDEN_ROWID, true, false));
  }

  private String hidden() {
    return Objects.requireNonNull(rowid, "WITHOUT ROWID there is a primary key");
  }

  /** Without a collation and with an affinity, equal values are stored alike. */
  private boolean exact(UniqueIndex index) {
    return index.columns().size() == index.terms().size()
        && index.columns().stream()
            .allMatch(
                column ->
                    "BINARY".equalsIgnoreCase(column.collation())
                        && column(column.name()).affinity() != TypeAffinity.BLOB);
  }

  private CaptureColumn column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> names(List<CaptureColumn> columns) {
    return columns.stream().map(CaptureColumn::name).toList();
  }
}
