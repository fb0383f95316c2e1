package io.tributary.cdc.copy;

import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a table is cut into chunks. Pure.
 *
 * @param bounds keys in the table's order; each begins a chunk, before the first one is another
 */
public record ChunkBounds(List<String> bounds) {
  /** Below it, the rows of a range of keys are all over the table. */
  private static final double SCATTERED = 0.5;

  /** So small that what a chunk costs besides its rows begins to count. */
  private static final long SMALL_CHUNK_BYTES = 8L * 1024 * 1024;

  private static final int CHUNKS_OF_WORKER = 4;

  public ChunkBounds {
    bounds = List.copyOf(bounds);
  }

  /** The table as a whole. */
  public static ChunkBounds none() {
    return new ChunkBounds(List.of());
  }

  /**
   * How many chunks so many bytes are cut into. Of a few large ones the last would be copied alone,
   * so then they are smaller.
   *
   * @param chunkBytes about how many bytes go into one
   * @param workers how many are copied at the same time
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
  public static int made(int wanted, double correlation, int workers) {
    return Math.abs(correlation) < SCATTERED ? Math.min(wanted, workers) : wanted;
  }

  /** The same with fewer chunks, of about the same size each. */
  public ChunkBounds thinnedTo(int chunks) {
    int now = bounds.size() + 1;
    if (chunks >= now) {
      return this;
    }
    return new ChunkBounds(
        IntStream.range(1, chunks).mapToObj(i -> bounds.get(i * now / chunks - 1)).toList());
  }

  /**
   * The chunks of a table.
   *
   * @param key the first column of its key
   * @param rows an estimate of its rows, -1 when unknown
   */
  public List<TableChunk> of(TableName table, @Nullable String key, long rows) {
    List<String> distinct = bounds.stream().distinct().toList();
    long each = rows < 0 ? -1 : rows / (distinct.size() + 1);
    List<TableChunk> chunks = new ArrayList<>();
    String lower = null;
    for (String upper : distinct) {
      chunks.add(new TableChunk(0, table, key, lower, upper, each));
      lower = upper;
    }
    chunks.add(new TableChunk(0, table, key, lower, null, each));
    return chunks;
  }
}
