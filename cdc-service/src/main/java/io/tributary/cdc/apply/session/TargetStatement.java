package io.tributary.cdc.apply.session;

import java.util.List;
import java.util.OptionalLong;

/**
 * One statement with its parameters.
 *
 * @param parameters arrays of text, or of counts; one per {@code $n}
 * @param expectedRows how many rows it must touch; empty when any number is right
 */
public record TargetStatement(String sql, List<Object> parameters, OptionalLong expectedRows) {

  /** A statement that may touch any number of rows. */
  public static TargetStatement of(String sql, List<Object> parameters) {
    return new TargetStatement(sql, parameters, OptionalLong.empty());
  }

  /** A statement that must touch so many rows. */
  public static TargetStatement touching(long rows, String sql, List<Object> parameters) {
    return new TargetStatement(sql, parameters, OptionalLong.of(rows));
  }

  /** Whether it is right that the statement touched so many rows. */
  public boolean mayTouch(long rows) {
    return expectedRows.orElse(rows) == rows;
  }
}
