package io.tributary.common.ddl;

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
 * @param base the type that a domain is made over, spelled alike; the type itself for others
 * @param parts the plain types that values of the type consist of, spelled alike: the element of an
 *     array, the bounds of a range, the columns of a composite type; the base for others
 */
public record TargetColumn(
    TableName table,
    String name,
    String type,
    List<String> labels,
    boolean optional,
    boolean computed,
    String base,
    List<String> parts) {

  public TargetColumn {
    labels = labels == null ? List.of() : List.copyOf(labels);
    // What an earlier version kept has neither.
    base = base == null ? type : base;
    parts = parts == null || parts.isEmpty() ? List.of(base) : List.copyOf(parts);
  }

  /** A column whose type is a plain one. */
  public TargetColumn(
      TableName table,
      String name,
      String type,
      List<String> labels,
      boolean optional,
      boolean computed) {
    this(table, name, type, labels, optional, computed, type, List.of(type));
  }
}
