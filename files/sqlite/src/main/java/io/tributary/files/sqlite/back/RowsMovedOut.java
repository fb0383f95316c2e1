package io.tributary.files.sqlite.back;

import io.tributary.mapping.conversion.SourceValue;
import java.util.Map;

/**
 * Rows that are taken out of a table, so that their unique values are free, and then put back with
 * other values. What is not changed never leaves SQLite and keeps its bytes.
 */
public interface RowsMovedOut extends AutoCloseable {

  /** Takes a row out; whether there was one. */
  boolean out(int number, Map<String, SourceValue> key);

  /** Puts the row back. */
  void in(int number, Map<String, SourceValue> changed);

  /** Forgets what was taken out. */
  @Override
  void close();
}
