package io.tributary.validator.ledger;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.range.RangeFinding;
import io.tributary.validator.range.TableRange;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.verdict.StandingVerdicts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hands what a ledger knows to the one of the next instance.
 *
 * @param ledger that gives, or takes
 */
record Handover(Ledger ledger) {

  /**
   * A table whose ranges were being compared for the first time.
   *
   * @param table at the leader
   * @param pair the tables as they are now
   * @param begun the comparison
   * @param ranges those that were equal, and the others
   * @param comparedUpTo offset up to which all changes of the table were compared
   */
  private record HalfKnown(
      TableName table, TablePair pair, String begun, List<TableRange> ranges, long comparedUpTo) {

    /** The offset up to which what was read so far covers all changes. */
    long covered() {
      return ranges.stream()
          .flatMap(range -> range.finding().stream())
          .mapToLong(RangeFinding::coversUpTo)
          .reduce(comparedUpTo, Math::min);
    }
  }

  /** Takes up what was kept and still holds. */
  void takeUp(List<KeptTable> kept, TableMap map, Checkpoint applied, Optional<String> cutoverId) {
    kept.forEach(table -> ledger.restarts().begun(table.table()));
    List<KeptTable> holding = kept.stream().filter(holds(map, applied, cutoverId)).toList();
    List<KnownTable> known =
        holding.stream().flatMap(table -> table.known(pair(map, table.table())).stream()).toList();
    List<HalfKnown> half =
        holding.stream().flatMap(table -> halfKnown(map, table).stream()).toList();
    takeUp(known, half, map, applied.offset());
    holding.stream()
        .filter(table -> table.verdict().isPresent())
        .forEach(t -> ledger.restarts().takeUp(t.table(), () -> standing(map, t)));
  }

  /** Takes up what is known by the other direction. */
  void takeUp(List<KnownTable> known, TableMap map, Checkpoint applied) {
    takeUp(known, List.of(), map, applied.offset());
  }

  private Predicate<KeptTable> holds(TableMap map, Checkpoint applied, Optional<String> cutoverId) {
    return kept ->
        Optional.ofNullable(map.pairs().get(kept.table()))
            .filter(
                pair -> kept.holds(pair, ledger.restarts().since(kept.table()), applied, cutoverId))
            .isPresent();
  }

  private static TablePair pair(TableMap map, TableName table) {
    return Objects.requireNonNull(map.pairs().get(table), "what holds is of tables that are there");
  }

  private static Optional<HalfKnown> halfKnown(TableMap map, KeptTable kept) {
    List<TableRange> ranges = kept.known();
    return kept.verdict().isPresent() || ranges.isEmpty() || kept.comparedUpTo().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HalfKnown(
                kept.table(),
                pair(map, kept.table()),
                kept.begun().orElseThrow(),
                ranges,
                kept.comparedUpTo().getAsLong()));
  }

  private void takeUp(List<KnownTable> known, List<HalfKnown> half, TableMap map, long otherwise) {
    long from =
        Stream.concat(
                known.stream().flatMap(table -> table.comparedUpTo().stream().boxed()),
                half.stream().map(HalfKnown::comparedUpTo))
            .mapToLong(upTo -> upTo)
            .min()
            .orElse(otherwise);
    ledger
        .changes()
        .follow(
            from,
            notes -> {
              known.forEach(
                  table ->
                      ledger.restarts().takeUp(table.table(), () -> takeUp(map, table, notes)));
              half.forEach(
                  table ->
                      ledger.restarts().takeUp(table.table(), () -> takeUp(map, table, notes)));
            });
  }

  private void takeUp(TableMap map, KnownTable known, DirtyTables notes) {
    TableName table = known.table();
    ledger.verdicts().put(table, known.standing());
    known
        .comparedUpTo()
        .ifPresent(
            upTo ->
                notes.resume(
                    table, map.partsOf(table), ledger.mostKeys(table, known.pair()), upTo));
  }

  private void takeUp(TableMap map, HalfKnown half, DirtyTables notes) {
    TableName table = half.table();
    notes.beginAgain(
        table,
        map.partsOf(table),
        ledger.mostKeys(table, half.pair()),
        half.covered(),
        half.comparedUpTo());
    notes
        .lasts(table)
        .ifPresent(
            noting ->
                ledger
                    .ranged()
                    .put(
                        TableRanges.goingOn(
                            table, half.pair(), half.begun(), half.ranges(), noting)));
  }

  private void standing(TableMap map, KeptTable kept) {
    List<TableRange> ranges = kept.known();
    if (!ranges.isEmpty()) {
      ledger
          .ranged()
          .put(
              TableRanges.standing(
                  kept.table(), pair(map, kept.table()), kept.begun().orElseThrow(), ranges));
    }
  }

  /** What is to be kept. */
  List<KeptTable> kept(Checkpoint applied, Optional<String> cutoverId) {
    StandingVerdicts verdicts = ledger.verdicts();
    List<KeptTable> known =
        verdicts.tables().stream()
            .flatMap(table -> verdicts.of(table).flatMap(s -> known(table, s)).stream())
            .map(one -> withRanges(one, applied, cutoverId))
            .toList();
    Set<TableName> whole = known.stream().map(KeptTable::table).collect(Collectors.toSet());
    Stream<KeptTable> half =
        ledger.ranged().all().stream()
            .filter(ranges -> !whole.contains(ranges.table()))
            // Else they are of rows that are replaced.
            .filter(ranges -> ledger.restarts().asBegun(ranges.table()))
            .flatMap(ranges -> halfKnown(ranges, applied, cutoverId).stream());
    return Stream.concat(known.stream(), half).toList();
  }

  private KeptTable withRanges(KnownTable known, Checkpoint applied, Optional<String> cutoverId) {
    KeptTable kept =
        KeptTable.of(known, ledger.restarts().since(known.table()), applied, cutoverId);
    return ledger
        .ranged()
        .of(known.table())
        .filter(ranges -> !ranges.goesOn() && ranges.pair().alike(known.pair()))
        .map(kept::with)
        .orElse(kept);
  }

  /** The offset is asked for first: ranges that are equal by then stay so behind it. */
  private Optional<KeptTable> halfKnown(
      TableRanges ranges, Checkpoint applied, Optional<String> cutoverId) {
    OptionalLong upTo =
        ranges.noting().map(noting -> noting.comparedUpTo()).orElse(OptionalLong.empty());
    return upTo.isPresent()
        ? Optional.of(
            KeptTable.of(
                ranges,
                upTo.getAsLong(),
                ledger.restarts().since(ranges.table()),
                applied,
                cutoverId))
        : Optional.empty();
  }

  private Optional<KnownTable> known(TableName table, StandingVerdicts.Standing standing) {
    boolean byKeys = ledger.readByKeys(standing);
    OptionalLong upTo =
        byKeys ? ledger.changes().dirty().comparedUpTo(table) : OptionalLong.empty();
    return standing
        .pair()
        .filter(standing::equal)
        .filter(pair -> !byKeys || upTo.isPresent())
        .map(pair -> new KnownTable(table, pair, standing.verdict(), upTo));
  }
}
