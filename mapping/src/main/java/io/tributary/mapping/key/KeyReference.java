package io.tributary.mapping.key;

import java.util.List;

/**
 * A foreign key, column by column.
 *
 * @param table the referencing table
 * @param columns the referencing columns
 * @param parent the referenced table
 * @param parentColumns the referenced columns, one for each
 */
public record KeyReference(
    String table, List<String> columns, String parent, List<String> parentColumns) {

  /** The columns' pairs must match. */
  public KeyReference {
    if (columns.size() != parentColumns.size()) {
      throw new IllegalArgumentException(
          "A foreign key of " + table + " has " + columns + " for " + parentColumns);
    }
  }
}
