package io.tributary.cdc.definition;

import java.util.List;

/** A change between two definitions of a table. */
public sealed interface SchemaChange permits ColumnChange, TableChange {

  /** What happened, for people; a part of a sentence. */
  String effect();

  /**
   * What makes the same change in the target with the same values in existing rows, run with the
   * target's schemas in the search path; empty when that cannot be known.
   *
   * @param table the target's table, quoted
   */
  List<String> statements(String table);

  /** Whether nothing that can be done in the target makes up for it. */
  default boolean lasting() {
    return false;
  }
}
