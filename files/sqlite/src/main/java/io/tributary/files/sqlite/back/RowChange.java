package io.tributary.files.sqlite.back;

import io.tributary.mapping.conversion.SourceValue;
import java.util.Map;

/** What is to become of one row of a table. */
public sealed interface RowChange {

  /** The row goes; without it nothing happens. */
  record Removal(Map<String, SourceValue> key) implements RowChange {}

  /**
   * The row gets other values.
   *
   * @param changed by column; what is not named stays byte for byte
   */
  record Alteration(Map<String, SourceValue> key, Map<String, SourceValue> changed)
      implements RowChange {}

  /**
   * The row comes.
   *
   * @param values by column; what is not named gets the default of its column
   */
  record Addition(Map<String, SourceValue> values) implements RowChange {}
}
