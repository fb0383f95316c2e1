package io.tributary.common.mapping;

import io.tributary.common.model.TableName;
import java.util.List;

/**
 * A column of a table that the operator's DDL made.
 *
 * @param table its table in the target
 * @param name its name
 * @param type its type, as format_type spells it
 * @param labels of an enum, in order; empty for other types
 * @param optional whether a row may leave it out: it is nullable, or has a default, or is computed
 * @param computed whether PostgreSQL computes it, so that no value may be written
 */
public record TargetColumn(
    TableName table,
    String name,
    String type,
    List<String> labels,
    boolean optional,
    boolean computed) {

  public TargetColumn {
    labels = labels == null ? List.of() : List.copyOf(labels);
  }
}
