package io.tributary.mapping.table;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.remark.MappingRemark;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a source whose rows are converted: its tables, and the statements that make them.
 *
 * @param tables what becomes of the rows of each table that moves
 * @param preData statements before the rows are copied; empty when the operator's DDL made the
 *     tables
 * @param postData statements after it, in order; empty then, too
 * @param remarks everything that is lost, changed or left out
 * @param problems why it cannot be done as declared, for people; empty when it can
 */
public record SourceMapping(
    List<TableMapping> tables,
    List<String> preData,
    List<String> postData,
    List<MappingRemark> remarks,
    List<String> problems) {

  public SourceMapping {
    tables = List.copyOf(tables);
    preData = List.copyOf(preData);
    postData = List.copyOf(postData);
    remarks = List.copyOf(remarks);
    problems = List.copyOf(problems);
  }

  /** The same for one schema of the source alone. */
  public SourceMapping of(String schema) {
    List<TableMapping> here =
        tables.stream().filter(table -> table.source().schema().equals(schema)).toList();
    return new SourceMapping(here, about(here, preData), about(here, postData), remarks, problems);
  }

  /** Statements about a table name it, quoted and with its schema; others stay. */
  private List<String> about(List<TableMapping> here, List<String> statements) {
    List<TableMapping> others = tables.stream().filter(table -> !here.contains(table)).toList();
    return statements.stream()
        .filter(
            statement -> others.stream().noneMatch(t -> statement.contains(Sql.table(t.target()))))
        .toList();
  }

  /** The mapping of a table of the source; empty when it stays behind. */
  public Optional<TableMapping> table(TableName table) {
    return tables.stream().filter(mapping -> mapping.source().equals(table)).findFirst();
  }
}
