package io.tributary.validator.compare;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.digest.Digest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The comparison of one table over a snapshot of each end: digests of chunks first, then, where
 * they differ, of smaller and smaller parts down to single rows. Run once, by one thread.
 */
final class SnapshotComparison {
  /** Rows of a part that are fetched one by one instead of being cut further. */
  private static final int LEAF_ROWS = 1_000;

  private static final int PARTS = 16;

  /** With more of them it is cheaper to group all rows by a hash, which reads them once. */
  private static final int MOST_SCANS = 4;

  private static final int LEAST_DIGITS = 3;
  private static final int MOST_DIGITS = 5;
  private static final int ROWS_PER_FETCH = 100_000;

  private final TableComparer comparer;
  private final TableEnd source;
  private final TableEnd target;
  private final Map<RowId, RowPair> differing = new HashMap<>();

  SnapshotComparison(TableComparer comparer, TableEnd source, TableEnd target) {
    this.comparer = comparer;
    this.source = source;
    this.target = target;
  }

  /** Compares the table, or a range of it, in the way that suits its key and size. */
  SnapshotResult run(TablePair pair, KeyRange within) throws SQLException {
    if (pair.order().byIndex()) {
      return byRanges(pair, within);
    }
    long rows = source.digest(source.sql().count()).rows();
    // No index has the order of bytes, so each range is looked for in the whole table.
    return pair.order().ranges() && rows <= (long) MOST_SCANS * comparer.rowsPerChunk()
        ? byRanges(pair, within)
        : byBuckets(digits(rows));
  }

  /** So many that a bucket has about as many rows as are fetched one by one. */
  private static int digits(long rows) {
    int digits = LEAST_DIGITS;
    for (long most = LEAF_ROWS * (1L << (4 * LEAST_DIGITS)); rows > most; most *= PARTS) {
      digits++;
    }
    return Math.min(digits, MOST_DIGITS);
  }

  /** Compares chunk by chunk of the key's order. */
  private SnapshotResult byRanges(TablePair pair, KeyRange within) throws SQLException {
    Optional<List<KeyRange>> known = comparer.ranges().of(pair, within);
    List<KeyRange> chunks =
        known.isPresent() ? known.get() : new KeyWalk(comparer, source).chunks(pair, within);
    var digests =
        comparer.reads().run(() -> digests(source, chunks), () -> digests(target, chunks));
    comparer.ranges().keep(pair, within, chunks, digests.source(), comparer.rowsPerChunk());
    for (int i = 0; i < chunks.size(); i++) {
      drill(chunks.get(i), digests.source().get(i), digests.target().get(i));
    }
    return result(digests.source(), digests.target());
  }

  /** Compares bucket by bucket of the ids' hashes, each of which is read with all others. */
  private SnapshotResult byBuckets(int digits) throws SQLException {
    var digests =
        comparer.reads().run(() -> buckets(source, digits), () -> buckets(target, digits));
    List<String> group = new ArrayList<>();
    long rows = 0;
    TreeSet<String> buckets = new TreeSet<>(digests.source().keySet());
    buckets.addAll(digests.target().keySet());
    for (String bucket : buckets) {
      Digest one = digests.source().getOrDefault(bucket, Digest.EMPTY);
      Digest other = digests.target().getOrDefault(bucket, Digest.EMPTY);
      if (!one.equals(other)) {
        group.add(bucket);
        rows += one.rows() + other.rows();
      }
      if (rows >= ROWS_PER_FETCH) {
        fetch(group);
        group.clear();
        rows = 0;
      }
    }
    fetch(group);
    return result(List.copyOf(digests.source().values()), List.copyOf(digests.target().values()));
  }

  private Map<String, Digest> buckets(TableEnd end, int digits) throws SQLException {
    comparer.awaitLoad();
    Map<String, Digest> buckets = end.buckets(digits);
    comparer.load().read(sum(List.copyOf(buckets.values())).rows());
    return buckets;
  }

  private Map<RowId, RowState> rows(TableEnd end, BoundStatement statement) throws SQLException {
    comparer.awaitLoad();
    Map<RowId, RowState> rows = end.rows(statement);
    comparer.load().read(rows.size());
    return rows;
  }

  private SnapshotResult result(List<Digest> ofSource, List<Digest> ofTarget) {
    return new SnapshotResult(sum(ofSource), sum(ofTarget), differing, !full());
  }

  private boolean full() {
    return differing.size() >= comparer.mostDiffering();
  }

  private void fetch(List<String> group) throws SQLException {
    if (!group.isEmpty() && !full()) {
      comparer.checkStopped();
      List<String> buckets = List.copyOf(group);
      var rows =
          comparer
              .reads()
              .run(
                  () -> rows(source, source.sql().rowsIn(buckets)),
                  () -> rows(target, target.sql().rowsIn(buckets)));
      differing.putAll(SnapshotResult.between(rows.source(), rows.target()));
    }
  }

  private void drill(KeyRange range, Digest one, Digest other) throws SQLException {
    if (one.equals(other) || full()) {
      return;
    }
    comparer.checkStopped();
    long rows = Math.max(one.rows(), other.rows());
    if (rows > LEAF_ROWS) {
      TableEnd larger = one.rows() >= other.rows() ? source : target;
      int every = (int) Math.max(LEAF_ROWS / 2, Math.min(rows / PARTS, Integer.MAX_VALUE));
      List<KeyRange> parts = range.cutAt(larger.boundaries(range, every));
      if (parts.size() > 1) {
        var digests =
            comparer.reads().run(() -> digests(source, parts), () -> digests(target, parts));
        for (int i = 0; i < parts.size(); i++) {
          drill(parts.get(i), digests.source().get(i), digests.target().get(i));
        }
        return;
      }
    }
    var found =
        comparer
            .reads()
            .run(
                () -> rows(source, source.sql().rowsIn(range)),
                () -> rows(target, target.sql().rowsIn(range)));
    differing.putAll(SnapshotResult.between(found.source(), found.target()));
  }

  private List<Digest> digests(TableEnd end, List<KeyRange> ranges) throws SQLException {
    List<Digest> digests = new ArrayList<>();
    for (KeyRange range : ranges) {
      comparer.awaitLoad();
      Digest digest = end.digest(end.sql().digest(range));
      comparer.load().read(digest.rows());
      digests.add(digest);
    }
    return digests;
  }

  private static Digest sum(List<Digest> digests) {
    return digests.stream().reduce(Digest.EMPTY, Digest::plus);
  }
}
