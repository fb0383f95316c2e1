package io.tributary.validator.range;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.Noting;
import io.tributary.validator.compare.KeyRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The ranges of one table. While all its rows are compared, each range is taken once. Once the
 * table stands as equal, they are taken in rounds, the one that was compared longest ago first:
 * what is found of a range then holds by itself, because all that changes is noted anyway. Several
 * workers share them. Thread-safe.
 */
public final class TableRanges {
  private final TableName table;
  private final TablePair pair;
  private final String begun;
  private final Set<KeyRange> inHand = new HashSet<>();
  private final Set<KeyRange> due = new HashSet<>();
  private List<TableRange> ranges;
  private Optional<Noting> noting;

  private TableRanges(
      TableName table,
      TablePair pair,
      String begun,
      List<TableRange> ranges,
      Optional<Noting> noting) {
    this.table = table;
    this.pair = pair;
    this.begun = begun;
    this.ranges = List.copyOf(ranges);
    this.noting = noting;
    ranges.stream()
        .filter(range -> noting.isPresent() && range.finding().isEmpty())
        .forEach(range -> due.add(range.keys()));
  }

  /**
   * A comparison of all rows begins.
   *
   * @param cut the ranges, none of which was compared
   * @param noting what is noted for the comparison
   */
  public static TableRanges beginning(
      TableName table, TablePair pair, List<TableRange> cut, Noting noting) {
    return new TableRanges(table, pair, UUID.randomUUID().toString(), cut, Optional.of(noting));
  }

  /**
   * A comparison of all rows that began elsewhere goes on.
   *
   * @param begun the comparison
   * @param noting what is noted for it; whatever changed in the ranges that it has compared was
   *     compared by its key up to where that begins
   */
  public static TableRanges goingOn(
      TableName table, TablePair pair, String begun, List<TableRange> ranges, Noting noting) {
    return new TableRanges(table, pair, begun, ranges, Optional.of(noting));
  }

  /** The ranges of a table that stands as equal. */
  public static TableRanges standing(
      TableName table, TablePair pair, String begun, List<TableRange> ranges) {
    return new TableRanges(table, pair, begun, ranges, Optional.empty());
  }

  public TableName table() {
    return table;
  }

  /** The tables as they were cut. */
  public TablePair pair() {
    return pair;
  }

  /** Names the comparison that the ranges belong to. */
  public String begun() {
    return begun;
  }

  /** What is noted for the comparison of all rows; empty where none goes on. */
  public synchronized Optional<Noting> noting() {
    return noting;
  }

  /** Whether a comparison of all rows goes on. */
  public synchronized boolean goesOn() {
    return noting.isPresent();
  }

  /**
   * No range is to be taken any more.
   *
   * @return whether a comparison of all rows went on, which has ended
   */
  public synchronized boolean end() {
    boolean went = noting.isPresent();
    noting = Optional.empty();
    due.clear();
    return went;
  }

  /** Takes the range that was compared longest ago. */
  public synchronized Optional<RangeTurn> take() {
    Optional<TableRange> next =
        ranges.stream()
            .filter(range -> open(range.keys()))
            .min(
                Comparator.comparing(
                    range -> range.finding().map(RangeFinding::at).orElse(Instant.MIN)));
    next.ifPresent(range -> inHand.add(range.keys()));
    return next.map(range -> new RangeTurn(this, range));
  }

  /**
   * Takes the last range of a comparison of all rows, if more than so many are left to be taken.
   * One that has grown is not taken: it has to be cut first.
   */
  public synchronized Optional<RangeTurn> takeLast(int leaving, int rowsPerRange) {
    List<TableRange> open = ranges.stream().filter(range -> open(range.keys())).toList();
    if (noting.isEmpty() || open.size() <= leaving) {
      return Optional.empty();
    }
    Optional<TableRange> last =
        open.stream()
            .filter(range -> !range.grown(rowsPerRange))
            .reduce((before, behind) -> behind);
    last.ifPresent(range -> inHand.add(range.keys()));
    return last.map(range -> new RangeTurn(this, range));
  }

  /** How many ranges {@link #take} would find, one after the other. */
  public synchronized int open() {
    return (int) due.stream().filter(this::open).count();
  }

  private boolean open(KeyRange keys) {
    return due.contains(keys) && !inHand.contains(keys);
  }

  /** Whether {@link #take} would find one. */
  public synchronized boolean left() {
    return due.stream().anyMatch(this::open);
  }

  /** Whether there is any that has to be compared, also in somebody's hand. */
  public synchronized boolean unfinished() {
    return !due.isEmpty() || !inHand.isEmpty();
  }

  /** Somebody has given up a range, or ended with it. */
  public synchronized void giveBack(KeyRange keys) {
    inHand.remove(keys);
  }

  /**
   * A range was compared.
   *
   * @return whether it was the last
   */
  public synchronized boolean found(KeyRange keys, RangeFinding finding) {
    replace(keys, List.of(TableRange.compared(keys, finding)));
    return passed(keys);
  }

  /**
   * A range was looked at, and nothing is known of it that was not known before.
   *
   * @return whether it was the last
   */
  public synchronized boolean passed(KeyRange keys) {
    return due.remove(keys) && due.isEmpty();
  }

  /** A range has to be compared once more for the comparison that goes on. */
  public synchronized void again(KeyRange keys) {
    if (noting.isPresent()) {
      due.add(keys);
    }
  }

  /**
   * A range that somebody has in hand has grown, and is cut; the first part stays in that hand.
   *
   * @return the first part
   */
  public synchronized RangeTurn cut(TableRange grown, List<KeyRange> parts) {
    replace(
        grown.keys(),
        parts.stream()
            .map(
                keys ->
                    grown
                        .finding()
                        .map(found -> TableRange.compared(keys, found.ofPart()))
                        .orElse(TableRange.uncompared(keys)))
            .toList());
    KeyRange first = parts.get(0);
    if (due.remove(grown.keys())) {
      due.addAll(parts);
    }
    inHand.remove(grown.keys());
    inHand.add(first);
    return new RangeTurn(
        this, ranges.stream().filter(one -> one.keys().equals(first)).findFirst().orElseThrow());
  }

  private void replace(KeyRange keys, List<TableRange> by) {
    List<TableRange> now = new ArrayList<>();
    ranges.forEach(
        range -> {
          if (range.keys().equals(keys)) {
            now.addAll(by);
          } else {
            now.add(range);
          }
        });
    ranges = List.copyOf(now);
  }

  /** All ranges are compared once more, unless that goes on already. */
  public synchronized void beginRound(int rowsPerRange) {
    if (noting.isEmpty() && !unfinished()) {
      ranges = List.copyOf(TableRange.joined(ranges, rowsPerRange));
      ranges.forEach(range -> due.add(range.keys()));
    }
  }

  /** The ranges for another comparison of all rows. */
  public synchronized List<TableRange> plan(int rowsPerRange) {
    return TableRange.joined(ranges, rowsPerRange).stream().map(TableRange::again).toList();
  }

  /** The ranges in their order. */
  public synchronized List<TableRange> ranges() {
    return ranges;
  }

  /** What was found of all of them together; empty while one has yet to be compared. */
  public synchronized Optional<RangeFinding> together() {
    List<RangeFinding> found = findings();
    return found.size() == ranges.size()
        ? Optional.of(RangeFinding.together(found))
        : Optional.empty();
  }

  /** What was found of those together that were compared, at least one; the others may differ. */
  public synchronized RangeFinding soFar() {
    List<RangeFinding> found = findings();
    RangeFinding all = RangeFinding.together(found);
    return found.size() == ranges.size() ? all : all.ofSome();
  }

  private List<RangeFinding> findings() {
    return ranges.stream().flatMap(range -> range.finding().stream()).toList();
  }

  /** When the one was compared that was compared longest ago; empty while one never was. */
  public synchronized Optional<Instant> oldest() {
    return together().map(RangeFinding::at);
  }

  /** How many there are. */
  public synchronized int size() {
    return ranges.size();
  }

  /** How many were found equal, or equal but for rows that moved. */
  public synchronized int equal() {
    return (int) findings().stream().filter(RangeFinding::equalButForMoving).count();
  }

  /** How many rows were found that differ. */
  public synchronized long differences() {
    return findings().stream().mapToLong(one -> one.outcome().findings().differenceCount()).sum();
  }

  /**
   * How long all of them take, one after the other, by those that were compared; without end before
   * one was, as nobody knows.
   */
  public synchronized long wholeMillis() {
    List<RangeFinding> found = findings();
    long millis = millis();
    return found.isEmpty() ? Long.MAX_VALUE / 4 : millis * ranges.size() / found.size();
  }

  /** How long those that were compared took, one after the other. */
  public synchronized long millis() {
    return findings().stream().mapToLong(RangeFinding::millis).sum();
  }

  /** How long the one took that took longest; 0 before one was compared. */
  public synchronized long longestMillis() {
    return findings().stream().mapToLong(RangeFinding::millis).max().orElse(0);
  }
}
