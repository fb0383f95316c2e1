package io.tributary.cdc.source.sqlite.copy;

import io.tributary.cdc.apply.convert.ConvertedRow;
import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.common.change.RowImage;
import io.tributary.files.sqlite.SqliteValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Rows that are read at once and written at once. Not thread-safe. */
final class RowPiece {
  private static final int FIRST_ROWS = 4_096;

  private final long limit;
  private boolean keeping;
  private final CopyTextBuffer text = new CopyTextBuffer();
  private final List<RowImage> rows = new ArrayList<>();
  private final List<RefusedRow> refusals = new ArrayList<>();
  private final List<ConvertedRow> claimants = new ArrayList<>();
  private int size;
  private int[] ends = new int[FIRST_ROWS];
  private long aside;
  private List<SqliteValue> place = List.of();

  RowPiece(long limit) {
    this.limit = limit;
  }

  /** Empties it for rows that need only be written. */
  void clear() {
    clear(false);
  }

  /**
   * Empties it.
   *
   * @param keepRows whether to hold each row as it is read, for the case that it is refused
   */
  void clear(boolean keepRows) {
    keeping = keepRows;
    size = 0;
    text.clear();
    rows.clear();
    refusals.clear();
    claimants.clear();
    aside = 0;
  }

  /**
   * Adds a row that goes to the target; its size there.
   *
   * @param image makes the row as the stream would send it
   */
  int add(Supplier<RowImage> image, String[] literals) {
    int before = text.length();
    text.add(literals);
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    ends[size++] = text.length();
    if (keeping) {
      rows.add(image.get());
    }
    return text.length() - before;
  }

  /** Adds a row whose key may be another one's. */
  void claim(ConvertedRow row, RowImage image) {
    claimants.add(row);
    count(image);
  }

  /** Adds a row that does not go to the target. */
  void refuse(RefusedRow refusal) {
    refusals.add(refusal);
    if (refusal.row() != null) {
      count(refusal.row());
    }
  }

  private void count(RowImage image) {
    aside += image.columns().size();
    image.values().forEach(value -> aside += value == null ? 0 : value.length());
  }

  /** Where its last row stands. */
  void endsAt(List<SqliteValue> last) {
    place = last;
  }

  List<SqliteValue> place() {
    return place;
  }

  boolean full() {
    return text.length() + aside >= limit;
  }

  /** How many rows go to the target. */
  int size() {
    return size;
  }

  /** Whether its rows are at hand as they were read. */
  boolean keeping() {
    return keeping;
  }

  /** One of the rows that go to the target, as the stream would send it. */
  RowImage row(int number) {
    return rows.get(number);
  }

  /** Where the text of a row begins, or ends for the number behind the last. */
  int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  byte[] bytes() {
    return text.bytes();
  }

  List<RefusedRow> refusals() {
    return refusals;
  }

  List<ConvertedRow> claimants() {
    return claimants;
  }
}
