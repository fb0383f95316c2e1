package io.tributary.validator.watch;

import io.tributary.common.event.RowDifference;
import io.tributary.common.event.TableVerdict.Scope;
import io.tributary.common.event.TableVerdict.Verdict;
import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.Bound;
import io.tributary.validator.compare.Comparison;
import io.tributary.validator.compare.Digest;
import io.tributary.validator.compare.Digests;
import io.tributary.validator.compare.End;
import io.tributary.validator.compare.Found;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.Sides;
import io.tributary.validator.compare.TableSql;
import io.tributary.validator.compare.Together;
import io.tributary.validator.source.Aside;
import io.tributary.validator.source.Held;
import io.tributary.validator.source.Reading;
import io.tributary.validator.source.SourceEnd;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Compares behind the fence, where both ends are at rest: all digests of an end in one statement,
 * both ends at a time, and single rows only of tables whose digests differ.
 */
final class Verification {
  private final TableMap tables;
  private final SourceEnd source;
  private final Connection target;
  private final Together together;
  private final Limits limits;
  private final long position;
  private final int rowsPerChunk;
  private final BooleanSupplier stopped;

  Verification(
      TableMap tables,
      SourceEnd source,
      Connection target,
      Together together,
      Limits limits,
      long position,
      int rowsPerChunk,
      BooleanSupplier stopped) {
    this.tables = tables;
    this.source = source;
    this.target = target;
    this.together = together;
    this.limits = limits;
    this.position = position;
    this.rowsPerChunk = rowsPerChunk;
    this.stopped = stopped;
  }

  private Held held;

  /** Reads everything that {@link #run} reads of equal ends; there is nothing to conclude. */
  void rehearse(VerifyPlan plan, Verdicts verdicts) throws SQLException {
    List<TablePair> keyed = List.copyOf(plan.keys().keySet());
    List<TablePair> counted = counted(keyed, verdicts);
    held = source.hold(new Reading(plan.full(), plan.changes(), counted));
    digests(plan, keyed, counted);
  }

  /** Outcome per table. */
  Map<TablePair, Outcome> run(VerifyPlan plan, Verdicts verdicts) throws SQLException {
    List<TablePair> keyed = List.copyOf(plan.keys().keySet());
    List<TablePair> counted = counted(keyed, verdicts);
    Map<TableName, Integer> places = new HashMap<>();
    held = source.hold(new Reading(plan.full(), plan.changes(), counted));
    counted.forEach(pair -> places.put(pair.source().table(), places.size()));
    var digests = digests(plan, keyed, counted);
    Map<TablePair, Outcome> outcomes = new LinkedHashMap<>();
    int next = 0;
    for (TablePair pair : plan.full()) {
      outcomes.put(pair, full(pair, digests.source().get(next), digests.target().get(next)));
      next++;
    }
    int counts = next + keyed.size();
    for (TablePair pair : keyed) {
      Integer at = places.get(pair.source().table());
      Counts rows =
          at == null
              ? new Counts(rows(verdicts, pair), rows(verdicts, pair))
              : new Counts(
                  digests.source().get(counts + at).rows(),
                  digests.target().get(counts + at).rows());
      boolean same = digests.source().get(next).equals(digests.target().get(next));
      outcomes.put(pair, changed(pair, plan.keys().get(pair), same, rows));
      next++;
    }
    for (TablePair pair : plan.unchanged()) {
      outcomes.put(pair, stands(rows(verdicts, pair)));
    }
    for (Map.Entry<TablePair, Outcome> outcome : outcomes.entrySet()) {
      Aside aside = source.aside(outcome.getKey());
      outcome.setValue(outcome.getValue().with(aside, aside.strays(), 0));
    }
    return outcomes;
  }

  private List<TablePair> counted(List<TablePair> keyed, Verdicts verdicts) {
    List<TablePair> smallestFirst = new ArrayList<>(keyed);
    smallestFirst.sort(Comparator.comparingLong(pair -> rows(verdicts, pair)));
    List<TablePair> counted = new ArrayList<>();
    long rows = 0;
    for (TablePair pair : smallestFirst) {
      rows += rows(verdicts, pair);
      if (rows > limits.countedRows()) {
        break;
      }
      counted.add(pair);
    }
    return counted;
  }

  private Together.Both<List<Digest>> digests(
      VerifyPlan plan, List<TablePair> keyed, List<TablePair> counted) throws SQLException {
    return together.run(
        () -> Digests.read(held.connection(), ofSource(plan, keyed, counted)),
        () -> Digests.read(target, ofTarget(plan, keyed, counted)));
  }

  private record Counts(long source, long target) {}

  private List<Bound> ofSource(VerifyPlan plan, List<TablePair> keyed, List<TablePair> counted) {
    List<Bound> statements = digests(plan, keyed, this::ofSource);
    counted.forEach(pair -> statements.add(held.count(pair, ofSource(pair))));
    return statements;
  }

  private List<Bound> ofTarget(VerifyPlan plan, List<TablePair> keyed, List<TablePair> counted) {
    List<Bound> statements = digests(plan, keyed, this::ofTarget);
    counted.forEach(pair -> statements.add(ofTarget(pair).count()));
    return statements;
  }

  private static List<Bound> digests(
      VerifyPlan plan, List<TablePair> keyed, Function<TablePair, TableSql> sql) {
    List<Bound> statements = new ArrayList<>();
    plan.full().forEach(pair -> statements.add(sql.apply(pair).digest()));
    keyed.forEach(pair -> statements.add(sql.apply(pair).digestOf(plan.keys().get(pair))));
    return statements;
  }

  private Outcome full(TablePair pair, Digest ofSource, Digest ofTarget) throws SQLException {
    if (ofSource.equals(ofTarget)) {
      return Outcome.equal(new Found(ofSource, ofTarget, Map.of()), position);
    }
    return search(pair);
  }

  /** Changed rows are equal and so is the count, or the whole table is searched. */
  private Outcome changed(TablePair pair, List<RowId> ids, boolean sameDigest, Counts rows)
      throws SQLException {
    if (sameDigest && rows.source() == rows.target()) {
      return outcome(Verdict.EQUAL, rows, List.of(), 0);
    }
    if (rows.source() != rows.target() || ids.isEmpty() || source.doubtsChangedRows()) {
      return search(pair);
    }
    End here = end(held.connection(), ofSource(pair));
    End there = end(target, ofTarget(pair));
    var read =
        together.run(
            () -> here.rows(here.sql().rowsOf(ids)), () -> there.rows(there.sql().rowsOf(ids)));
    Map<RowId, Sides> differing = Found.between(read.source(), read.target());
    long count = differing.values().stream().mapToLong(Sides::differences).sum();
    return outcome(
        Verdict.DIFFERENT, rows, Differences.describe(pair, here, there, differing), count);
  }

  private Outcome search(TablePair pair) throws SQLException {
    held = source.hold(pair);
    End here = end(held.connection(), ofSource(pair));
    End there = end(target, ofTarget(pair));
    Comparison comparison =
        new Comparison(here, there, together, rowsPerChunk, limits.differingRows(), stopped);
    Found found = pair.order().ranges() ? comparison.byRanges() : comparison.byBuckets();
    long count = found.differing().values().stream().mapToLong(Sides::differences).sum();
    List<RowDifference> differences = Differences.describe(pair, here, there, found.differing());
    Outcome outcome = Outcome.of(found, position, differences, count);
    return found.differing().size() < limits.differingRows() ? outcome : outcome.endedEarly();
  }

  private Outcome stands(long rows) {
    return outcome(Verdict.EQUAL, new Counts(rows, rows), List.of(), 0);
  }

  private Outcome outcome(
      Verdict verdict, Counts rows, List<RowDifference> differences, long count) {
    return new Outcome(
        verdict,
        Scope.CHANGED_SINCE_EQUAL,
        position,
        rows.source(),
        rows.target(),
        null,
        null,
        differences,
        count,
        0);
  }

  private static long rows(Verdicts verdicts, TablePair pair) {
    return verdicts.of(pair.source().table()).map(s -> s.verdict().targetRows()).orElse(0L);
  }

  private static End end(Connection connection, TableSql sql) {
    return new End(connection, sql);
  }

  private TableSql ofSource(TablePair pair) {
    return Pairing.ofSource(tables, pair);
  }

  private TableSql ofTarget(TablePair pair) {
    return Pairing.ofTarget(tables, pair);
  }
}
