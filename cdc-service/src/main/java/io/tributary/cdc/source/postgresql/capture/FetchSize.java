package io.tributary.cdc.source.postgresql.capture;

/**
 * How many rows a snapshot reads at once. The driver keeps all of them in the Connect worker's
 * memory, so wide rows must come in smaller numbers.
 *
 * @param bytesPerRow bytes outside of the row per row, of the table where they are most; 0 when no
 *     table has many: then a row has at most one page of 8 KB
 */
record FetchSize(long bytesPerRow) {
  private static final long NARROW_ROWS = 2_048;
  private static final long WIDE_ROWS = 64;
  private static final long WIDE_BYTES = 8L * 1024 * 1024;

  long rows() {
    return bytesPerRow == 0
        ? NARROW_ROWS
        : Math.max(1, Math.min(WIDE_ROWS, WIDE_BYTES / bytesPerRow));
  }
}
