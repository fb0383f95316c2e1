package io.tributary.mapping.sqlite.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key.
 *
 * @param name its name; null for none
 * @param columns the referencing columns
 * @param parent the referenced table
 * @param parentColumns the referenced columns; empty for the parent's primary key
 * @param onDelete the action, upper case
 * @param onUpdate the action, upper case
 * @param deferred whether it is checked at the transaction's end (DEFERRABLE INITIALLY DEFERRED)
 */
public record SqliteForeignKey(
    @Nullable String name,
    List<String> columns,
    String parent,
    List<String> parentColumns,
    String onDelete,
    String onUpdate,
    boolean deferred) {

  /** What SQLite does when nothing is declared. */
  public static final String NO_ACTION = "NO ACTION";
}
