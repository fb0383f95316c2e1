package io.tributary.validator.changes;

import io.tributary.common.model.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The changed keys of the tables of one stream since each table was last found equal. What was not
 * noted counts as changed. One thread notes; any may ask.
 *
 * <p>A comparison of all rows of a table goes between {@link #begin} and {@link #compared}: what
 * changes meanwhile is noted apart, so that its result holds for everything that was applied before
 * it read.
 */
public final class DirtyTables {
  private final Map<TableName, TrackedTable> tables = new HashMap<>();
  private final Map<TableName, TableName> rootOf = new HashMap<>();
  private final SharedKeys sharing = new SharedKeys();
  private final CountedTables counted = new CountedTables();
  private final NotingPace pace = new NotingPace(this);
  private long noted;
  private long seen;
  private long events;
  private long records;
  private boolean ended;

  /** Nothing is known of any table; changes are noted from behind an offset on. */
  public DirtyTables(long offset) {
    restart(offset);
  }

  /** Forgets everything; changes are noted from behind an offset on. */
  public synchronized void restart(long offset) {
    tables.values().forEach(TrackedTable::unknown);
    sharing.clear();
    counted.end();
    noted = offset;
    seen = offset;
    ended = false;
  }

  /** How fast is noted. */
  public NotingPace pace() {
    return pace;
  }

  /** Changes up to this offset are noted. */
  public synchronized long noted() {
    return noted;
  }

  /** Everything of the records up to this one was given to {@link #changed}. */
  public synchronized void noted(long offset) {
    noted = Math.max(noted, offset);
    seen = Math.max(seen, offset);
    records++;
    notifyAll();
  }

  /** Rows that are touched by so many records, as it was until now. */
  public synchronized long rowsIn(long someRecords) {
    return records == 0 ? someRecords : someRecords * events / records;
  }

  /** A record touched a row or a whole table. May wait as its {@link #pace} says. */
  public synchronized void changed(TouchedRow touched, long offset) {
    seen = Math.max(seen, offset);
    events++;
    if (touched.equals(TouchedRow.EVERY_TABLE)) {
      tables.values().forEach(table -> table.changed(touched.key(), offset, 0));
      counted.changed(offset);
      return;
    }
    TableName root = rootOf.get(touched.table());
    if (root == null) {
      return;
    }
    pace.awaitRoom(root, () -> isFull(root, touched.key()));
    TrackedTable table = tables.get(root);
    if (table != null) {
      table.changed(touched.key(), offset, sharing.each());
      sharing.share(root, table);
      counted.changed(root, touched.key(), offset, table.mostKeys(), SharedKeys.MOST_KEYS);
    }
  }

  private boolean isFull(TableName root, Map<String, String> key) {
    TrackedTable table = tables.get(root);
    return table != null && table.full(key, sharing.each());
  }

  /**
   * All rows of a table will be compared.
   *
   * @param parts the table and its partitions: the names by which its changes can go
   * @param mostKeys changed keys that are worth remembering; with more, that the table changed
   * @return offset that has to be applied before the leader is read
   */
  public synchronized long begin(TableName table, List<TableName> parts, int mostKeys) {
    track(table, parts, mostKeys).begin(seen);
    return seen;
  }

  /** The comparison of a table that began last goes range by range; empty where none goes on. */
  public synchronized Optional<Noting> lasts(TableName table) {
    return Optional.ofNullable(tables.get(table)).flatMap(tracked -> tracked.last(this));
  }

  /** A comparison goes on that began elsewhere, as {@link TrackedTable#beginAgain} says. */
  public synchronized void beginAgain(
      TableName table, List<TableName> parts, int mostKeys, long covered, long comparedUpTo) {
    track(table, parts, mostKeys).beginAgain(covered, comparedUpTo);
  }

  /** A table was found equal elsewhere, and all its changes up to an offset were compared. */
  public synchronized void resume(
      TableName table, List<TableName> parts, int mostKeys, long comparedUpTo) {
    track(table, parts, mostKeys).resume(comparedUpTo);
  }

  private TrackedTable track(TableName table, List<TableName> parts, int mostKeys) {
    TrackedTable before = tables.get(table);
    if (before != null && before.sameAs(parts, mostKeys)) {
      return before;
    }
    if (before != null) {
      before.unknown();
    }
    rootOf.values().removeIf(table::equals);
    counted.end(table);
    TrackedTable tracked = new TrackedTable(parts, mostKeys);
    tables.put(table, tracked);
    parts.forEach(part -> rootOf.put(part, table));
    return tracked;
  }

  /**
   * All rows of a table were found equal but for some, which changed while they were compared.
   *
   * @param upTo offset that was applied before the leader was read
   * @param moving their keys
   */
  public synchronized void compared(
      TableName table, long upTo, Collection<Map<String, String>> moving) {
    TrackedTable tracked = tables.get(table);
    if (tracked != null) {
      if (ended) {
        tracked.unknown();
      } else {
        tracked.compared(upTo, seen);
        moved(table, upTo, moving);
      }
      sharing.share(table, tracked);
      notifyAll();
    }
  }

  /** Rows of a table changed so often while they were compared that nobody saw them at rest. */
  public synchronized void moved(
      TableName table, long upTo, Collection<Map<String, String>> moving) {
    TrackedTable tracked = tables.get(table);
    if (tracked != null) {
      long behind = Math.max(seen, upTo + 1);
      moving.forEach(key -> tracked.changed(key, behind, sharing.each()));
      sharing.share(table, tracked);
    }
  }

  /** A comparison came to nothing; what was known of the table before still holds. */
  public synchronized void abandon(TableName table) {
    Optional.ofNullable(tables.get(table)).ifPresent(TrackedTable::abandon);
    notifyAll();
  }

  /** A table is not equal, or nobody asks what of it changes. */
  public synchronized void unknown(TableName table) {
    Optional.ofNullable(tables.get(table)).ifPresent(TrackedTable::unknown);
    sharing.remove(table);
    notifyAll();
  }

  /** So much of a table changed that it is better compared as a whole. */
  public synchronized void giveUp(TableName table) {
    Optional.ofNullable(tables.get(table)).ifPresent(tracked -> tracked.giveUp(seen));
    sharing.remove(table);
    notifyAll();
  }

  /**
   * Forgets keys of a table that were found equal since.
   *
   * @param upTo offset up to which changes were applied before they were compared
   * @return how many it forgot; others changed again
   */
  public synchronized int forget(TableName table, Collection<Map<String, String>> keys, long upTo) {
    TrackedTable tracked = tables.get(table);
    if (tracked == null) {
      return 0;
    }
    int forgotten = tracked.forget(keys, upTo);
    sharing.share(table, tracked);
    notifyAll();
    return forgotten;
  }

  /**
   * Tables will be counted at both ends, and what changes of them is noted from now on until {@link
   * #endCounting}, however often it is compared.
   *
   * @return offset that has to be applied before either end is counted
   */
  public synchronized long beginCounting(Collection<TableName> some) {
    counted.begin(some);
    return seen;
  }

  /** What changed in a table since it was to be counted; any row where it was not. */
  public synchronized ChangedRows sinceCounting(TableName table) {
    return counted.of(table);
  }

  /** The counts are not asked for any more. */
  public synchronized void endCounting() {
    counted.end();
  }

  /** Records up to this offset are gone unseen: any table may have changed in them. */
  public synchronized void lost(long upToOffset) {
    restart(Math.max(noted, upToOffset));
  }

  /** Nothing more will be noted: any table may have changed. */
  public synchronized void end() {
    tables.values().forEach(TrackedTable::unknown);
    sharing.clear();
    counted.end();
    ended = true;
    notifyAll();
  }

  /** Whether nothing is noted any more. */
  public synchronized boolean ended() {
    return ended;
  }

  /** What changed in a table since it was found equal. */
  public synchronized ChangedRows of(TableName table) {
    TrackedTable tracked = tables.get(table);
    return tracked == null ? ChangedRows.any() : tracked.rows();
  }

  /** The changed keys that are remembered of a table, each with the offset of its last record. */
  public synchronized Map<Map<String, String>, Long> latest(TableName table) {
    TrackedTable tracked = tables.get(table);
    return tracked == null ? Map.of() : tracked.latest();
  }

  /** Whether any table was found equal, so that its changes have to be noted. */
  public synchronized boolean anyKnown() {
    return tables.values().stream().anyMatch(TrackedTable::known);
  }

  /**
   * Rows that changed and were not compared: those whose keys are remembered, and while noting
   * waits for room also those that are applied and not noted, as many as records had until now.
   */
  public synchronized long changed() {
    return keys() + rowsIn(pace.behind(noted));
  }

  synchronized long keys() {
    return tables.values().stream().mapToLong(TrackedTable::size).sum();
  }

  /** The tables of which keys are remembered. */
  public synchronized Set<TableName> remembering() {
    return sharing.tables();
  }

  /** The offset up to which every change of a table was compared; empty when it is not known. */
  public synchronized OptionalLong comparedUpTo(TableName table) {
    TrackedTable tracked = tables.get(table);
    return tracked == null ? OptionalLong.empty() : tracked.comparedUpTo(noted);
  }

  /** The offset up to which no record is needed any more; empty when no table is known. */
  public synchronized OptionalLong comparedUpTo() {
    return tables.values().stream()
        .flatMapToLong(table -> table.neededBehind(noted).stream())
        .min();
  }
}
