package io.tributary.common.plan.source;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.words.TableNamePattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One schema of a source and where its tables go.
 *
 * @param from the schema at the source
 * @param to the schema at the target
 * @param tables single tables that go to another schema: table name to target schema
 * @param include patterns of table names that move ({@code *} and {@code ?}); empty means all
 * @param exclude patterns of table names that stay behind
 */
public record SchemaMapping(
    String from,
    String to,
    Map<String, String> tables,
    List<String> include,
    List<String> exclude) {

  public SchemaMapping {
    tables = Map.copyOf(tables);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** Where a table of this schema goes, or empty when it stays behind. */
  public Optional<TableName> targetOf(String table) {
    if (tables.containsKey(table)) {
      return Optional.of(new TableName(tables.get(table), table));
    }
    boolean included =
        include.isEmpty() || include.stream().anyMatch(p -> TableNamePattern.matches(p, table));
    boolean excluded = exclude.stream().anyMatch(p -> TableNamePattern.matches(p, table));
    return included && !excluded ? Optional.of(new TableName(to, table)) : Optional.empty();
  }
}
