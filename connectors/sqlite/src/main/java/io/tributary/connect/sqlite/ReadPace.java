package io.tributary.connect.sqlite;

/**
 * How many rows a poll reads: it begins with few, doubles while they stay small and halves when
 * they are large, so that wide rows do not fill the memory. Not thread-safe.
 */
final class ReadPace {
  private static final int FIRST = 64;

  private final int mostRows;
  private final long mostBytes;
  private int rows;

  ReadPace(int mostRows, long mostBytes) {
    this.mostRows = mostRows;
    this.mostBytes = mostBytes;
    this.rows = Math.min(FIRST, mostRows);
  }

  int rows() {
    return rows;
  }

  /** Notes how large the last rows were, in characters. */
  void read(long bytes) {
    rows = bytes > mostBytes ? Math.max(1, rows / 4) : Math.min(mostRows, rows * 2);
  }
}
