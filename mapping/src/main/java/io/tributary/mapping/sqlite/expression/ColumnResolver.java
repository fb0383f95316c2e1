package io.tributary.mapping.sqlite.expression;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the column that a name in an expression means. */
@FunctionalInterface
public interface ColumnResolver {
  /** No columns, as in a default. */
  ColumnResolver NONE = (qualifier, name) -> Optional.empty();

  /** The column as PostgreSQL's SQL names it. */
  Optional<TypedSql> column(@Nullable String qualifier, String name);
}
