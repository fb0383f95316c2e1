package io.tributary.exploration;

import java.util.Arrays;

/** Rows of numbers, appended one after the other. */
final class IntRows {
  private int[] starts = new int[1024];
  private int[] values = new int[4096];
  private int rows;
  private int size;

  /** Everything that is added from now on belongs to the next row. */
  void begin() {
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, rows + (rows >> 1));
    }
    starts[rows++] = size;
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  int rows() {
    return rows;
  }

  int start(int row) {
    return starts[row];
  }

  int end(int row) {
    return row + 1 < rows ? starts[row + 1] : size;
  }

  int value(int index) {
    return values[index];
  }
}
