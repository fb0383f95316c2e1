package io.tributary.mapping.sqlite.translation;

import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import java.util.Map;
import java.util.Set;

/**
 * Names that the operator gives in the target, and columns that stay behind. Tables and columns are
 * named as they are declared in the file.
 *
 * @param tables the target's name by table
 * @param columns the target's name by column
 * @param dropped columns that stay behind
 * @param left full-text tables that stay behind
 */
public record NameChoices(
    Map<String, String> tables,
    Map<SqliteColumnName, String> columns,
    Set<SqliteColumnName> dropped,
    Set<String> left) {
  /** Everything is named as in the file. */
  public static final NameChoices NONE = new NameChoices(Map.of(), Map.of(), Set.of(), Set.of());

  public NameChoices {
    tables = Map.copyOf(tables);
    columns = Map.copyOf(columns);
    dropped = Set.copyOf(dropped);
    left = Set.copyOf(left);
  }
}
