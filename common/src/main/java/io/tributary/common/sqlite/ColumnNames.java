package io.tributary.common.sqlite;

import java.util.Optional;

/** Finds the column that a name in an expression means. */
@FunctionalInterface
interface ColumnNames {
  /** No columns, as in a default. */
  ColumnNames NONE = (qualifier, name) -> Optional.empty();

  /** The column as PostgreSQL's SQL names it. */
  Optional<Typed> column(String qualifier, String name);
}
