package io.tributary.cdc.apply.target;

import java.util.List;

/**
 * One statement with its parameters.
 *
 * @param parameters arrays of text, or of counts; one per {@code $n}
 * @param expectedRows how many rows it must touch, -1 when any number is right
 */
public record Statement(String sql, List<Object> parameters, long expectedRows) {
  /** For statements that may touch any number of rows. */
  public static final long ANY = -1;

  /** A statement without parameters that may touch any number of rows. */
  public static Statement of(String sql) {
    return new Statement(sql, List.of(), ANY);
  }
}
