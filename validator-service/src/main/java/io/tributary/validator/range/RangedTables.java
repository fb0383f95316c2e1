package io.tributary.validator.range;

import io.tributary.common.model.TableName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The tables of one stream that are compared range by range. Thread-safe. */
public final class RangedTables {
  private final Map<TableName, TableRanges> tables = new LinkedHashMap<>();

  /** The ranges of a table, unless it is compared as a whole. */
  public synchronized Optional<TableRanges> of(TableName table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** A table is compared by these from now on. */
  public synchronized void put(TableRanges ranges) {
    tables.put(ranges.table(), ranges);
  }

  /** A table is compared as a whole from now on. */
  public synchronized void remove(TableName table) {
    tables.remove(table);
  }

  /** These are the tables that there are. */
  public synchronized void retain(Collection<TableName> mapped) {
    tables.keySet().retainAll(mapped);
  }

  /** Whether these are still the ranges of their table. */
  public synchronized boolean current(TableRanges ranges) {
    return tables.get(ranges.table()) == ranges;
  }

  /** Takes the next range of such a table. */
  public Optional<RangeTurn> take(Predicate<TableRanges> such) {
    return all().stream().filter(such).flatMap(ranges -> ranges.take().stream()).findFirst();
  }

  /** The tables of which all rows are being compared. */
  public Set<TableName> goingOn() {
    return all().stream()
        .filter(TableRanges::goesOn)
        .map(TableRanges::table)
        .collect(Collectors.toSet());
  }

  /** Whether a comparison of all rows of a table goes on. */
  public boolean goesOn(TableName table) {
    return of(table).filter(TableRanges::goesOn).isPresent();
  }

  /** All. */
  public synchronized List<TableRanges> all() {
    return List.copyOf(tables.values());
  }
}
