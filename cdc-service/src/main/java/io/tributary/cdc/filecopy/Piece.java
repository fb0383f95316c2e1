package io.tributary.cdc.filecopy;

import io.tributary.cdc.apply.convert.Converted;
import io.tributary.cdc.apply.convert.Refusal;
import io.tributary.common.change.Row;
import io.tributary.connect.sqlite.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows that are read at once and written at once. One thread. */
final class Piece {
  private static final int FIRST_ROWS = 4_096;

  private final long limit;
  private final CopyText text = new CopyText();
  private final List<ReadRow> rows = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Converted> claimants = new ArrayList<>();
  private int[] ends = new int[FIRST_ROWS];
  private long aside;
  private List<Value> place;

  Piece(long limit) {
    this.limit = limit;
  }

  void clear() {
    text.clear();
    rows.clear();
    refusals.clear();
    claimants.clear();
    aside = 0;
  }

  /** Adds a row that goes to the target; its size there. */
  int add(ReadRow row, String[] literals) {
    int before = text.length();
    text.add(literals);
    if (rows.size() == ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    ends[rows.size()] = text.length();
    rows.add(row);
    return text.length() - before;
  }

  /** Adds a row whose key may be another one's. */
  void claim(Converted row, Row image) {
    claimants.add(row);
    count(image);
  }

  /** Adds a row that does not go to the target. */
  void refuse(Refusal refusal) {
    refusals.add(refusal);
    count(refusal.row());
  }

  private void count(Row image) {
    aside += image.columns().size();
    image.values().forEach(value -> aside += value == null ? 0 : value.length());
  }

  /** Where its last row stands. */
  void endsAt(List<Value> last) {
    place = last;
  }

  List<Value> place() {
    return place;
  }

  boolean full() {
    return text.length() + aside >= limit;
  }

  int size() {
    return rows.size();
  }

  ReadRow row(int number) {
    return rows.get(number);
  }

  /** Where the text of a row begins, or ends for the number behind the last. */
  int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  byte[] bytes() {
    return text.bytes();
  }

  List<Refusal> refusals() {
    return refusals;
  }

  List<Converted> claimants() {
    return claimants;
  }
}
