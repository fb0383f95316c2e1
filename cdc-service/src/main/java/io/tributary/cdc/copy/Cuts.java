package io.tributary.cdc.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a table is cut into chunks. Pure.
 *
 * @param bounds keys in the table's order; each begins a chunk, before the first one is another
 */
public record Cuts(List<String> bounds) {
  /** Below it, the rows of a range of keys are all over the table. */
  private static final double SCATTERED = 0.5;

  /** So small that what a chunk costs besides its rows begins to count. */
  private static final long SMALL_CHUNK_BYTES = 8L * 1024 * 1024;

  private static final int CHUNKS_OF_WORKER = 4;

  public Cuts {
    bounds = List.copyOf(bounds);
  }

  /** The table as a whole. */
  static Cuts none() {
    return new Cuts(List.of());
  }

  /**
   * How many chunks a table is cut into, if its keys can be.
   *
   * @param chunkBytes about how many bytes go into one
   * @param workers how many are copied at the same time
   */
  static int wanted(SourceTable table, long chunkBytes, int workers) {
    boolean cut = table.key() != null && table.sorted();
    return cut ? wanted(table.bytes(), chunkBytes, workers) : 1;
  }

  /**
   * As many as there are chunks in so many bytes. Of a few large ones the last would be copied
   * alone, so then they are smaller.
   */
  public static int wanted(long bytes, long chunkBytes, int workers) {
    long small = bytes / Math.min(chunkBytes, SMALL_CHUNK_BYTES);
    long even = Math.min(small, (long) workers * CHUNKS_OF_WORKER);
    return (int) Math.max(1, Math.min(10_000, Math.max(even, bytes / chunkBytes)));
  }

  /**
   * How many chunks are made of those that are wanted. Where keys are scattered every chunk reads
   * most of the table, so there are no more than are copied at the same time.
   *
   * @param correlation of the keys' order with that of the rows, from -1 to 1
   */
  static int made(int wanted, double correlation, int workers) {
    return Math.abs(correlation) < SCATTERED ? Math.min(wanted, workers) : wanted;
  }

  /** The same with fewer chunks, of about the same size each. */
  Cuts thinnedTo(int chunks) {
    int now = bounds.size() + 1;
    if (chunks >= now) {
      return this;
    }
    return new Cuts(
        IntStream.range(1, chunks).mapToObj(i -> bounds.get(i * now / chunks - 1)).toList());
  }

  /** The chunks of a table. */
  List<Chunk> of(SourceTable table) {
    List<String> distinct = bounds.stream().distinct().toList();
    long rows = table.rows() < 0 ? -1 : table.rows() / (distinct.size() + 1);
    List<Chunk> chunks = new ArrayList<>();
    String lower = null;
    for (String upper : distinct) {
      chunks.add(new Chunk(0, table.name(), table.key(), lower, upper, rows));
      lower = upper;
    }
    chunks.add(new Chunk(0, table.name(), table.key(), lower, null, rows));
    return chunks;
  }
}
