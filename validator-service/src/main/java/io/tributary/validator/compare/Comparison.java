package io.tributary.validator.compare;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Compares one table over a snapshot of each end: digests of chunks first, then, where they differ,
 * of smaller and smaller parts down to single rows. Used by one thread; reads both ends at a time.
 */
public final class Comparison {
  /** Rows of a part that are fetched one by one instead of being cut further. */
  static final int LEAF_ROWS = 1_000;

  private static final int PARTS = 16;

  private final End source;
  private final End target;
  private final Together together;
  private final int rowsPerChunk;
  private final int limit;
  private final BooleanSupplier stopped;
  private final Map<RowId, Sides> differing = new HashMap<>();

  /**
   * A comparison to be run once.
   *
   * @param rowsPerChunk rows of a key range that is digested by one statement
   * @param limit differing ids after which the search ends
   * @param stopped whether somebody wants the comparison to end
   */
  public Comparison(
      End source,
      End target,
      Together together,
      int rowsPerChunk,
      int limit,
      BooleanSupplier stopped) {
    this.source = source;
    this.target = target;
    this.together = together;
    this.rowsPerChunk = rowsPerChunk;
    this.limit = limit;
    this.stopped = stopped;
  }

  /**
   * Compares chunk by chunk of the key's order.
   *
   * @throws CancellationException when stopped
   */
  public Found byRanges() throws SQLException {
    List<KeyRange> chunks = KeyRange.ALL.cutAt(source.boundaries(KeyRange.ALL, rowsPerChunk));
    var digests = together.run(() -> digests(source, chunks), () -> digests(target, chunks));
    for (int i = 0; i < chunks.size(); i++) {
      drill(chunks.get(i), digests.source().get(i), digests.target().get(i));
    }
    return new Found(sum(digests.source()), sum(digests.target()), differing);
  }

  /** Compares bucket by bucket of the ids' hashes, for tables without an order of keys. */
  public Found byBuckets() throws SQLException {
    var digests = together.run(source::buckets, target::buckets);
    List<String> group = new ArrayList<>();
    long rows = 0;
    for (String bucket : Buckets.differing(digests.source(), digests.target())) {
      group.add(bucket);
      rows += digests.source().getOrDefault(bucket, Digest.EMPTY).rows();
      rows += digests.target().getOrDefault(bucket, Digest.EMPTY).rows();
      if (rows >= rowsPerChunk) {
        fetch(group);
        group.clear();
        rows = 0;
      }
    }
    fetch(group);
    return new Found(
        sum(List.copyOf(digests.source().values())),
        sum(List.copyOf(digests.target().values())),
        differing);
  }

  private void fetch(List<String> group) throws SQLException {
    if (!group.isEmpty() && differing.size() < limit) {
      checkStopped();
      List<String> buckets = List.copyOf(group);
      var rows =
          together.run(
              () -> source.rows(source.sql().rowsIn(buckets)),
              () -> target.rows(target.sql().rowsIn(buckets)));
      differing.putAll(Found.between(rows.source(), rows.target()));
    }
  }

  private void drill(KeyRange range, Digest one, Digest other) throws SQLException {
    if (one.equals(other) || differing.size() >= limit) {
      return;
    }
    checkStopped();
    long rows = Math.max(one.rows(), other.rows());
    if (rows > LEAF_ROWS) {
      End larger = one.rows() >= other.rows() ? source : target;
      int every = (int) Math.max(LEAF_ROWS / 2, Math.min(rows / PARTS, Integer.MAX_VALUE));
      List<KeyRange> parts = range.cutAt(larger.boundaries(range, every));
      if (parts.size() > 1) {
        var digests = together.run(() -> digests(source, parts), () -> digests(target, parts));
        for (int i = 0; i < parts.size(); i++) {
          drill(parts.get(i), digests.source().get(i), digests.target().get(i));
        }
        return;
      }
    }
    var found =
        together.run(
            () -> source.rows(source.sql().rowsIn(range)),
            () -> target.rows(target.sql().rowsIn(range)));
    differing.putAll(Found.between(found.source(), found.target()));
  }

  private List<Digest> digests(End end, List<KeyRange> ranges) throws SQLException {
    List<Digest> digests = new ArrayList<>();
    for (KeyRange range : ranges) {
      checkStopped();
      digests.add(end.digest(end.sql().digest(range)));
    }
    return digests;
  }

  private void checkStopped() {
    if (stopped.getAsBoolean()) {
      throw new CancellationException("the comparison was stopped");
    }
  }

  private static Digest sum(List<Digest> digests) {
    return digests.stream().reduce(Digest.EMPTY, Digest::plus);
  }
}
