package io.tributary.local.init.text;

import io.tributary.local.console.ByteCount;

/**
 * A table or collection that was found.
 *
 * @param name its name
 * @param rows how many, for people, such as {@code 12,000 rows}
 * @param bytes its size; negative where it is not known
 */
public record DraftTable(String name, String rows, long bytes) {
  /** Rows and size, for people. */
  public String display() {
    return rows + (bytes < 0 ? "" : ", " + ByteCount.display(bytes));
  }
}
