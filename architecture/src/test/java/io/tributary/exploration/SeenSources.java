package io.tributary.exploration;

import io.tributary.cdc.reconcile.ModelledSource;
import io.tributary.cdc.reconcile.ModelledStream;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ObservedState;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.verdict.ComparedTable;
import io.tributary.common.verdict.ComparisonTime;
import io.tributary.common.verdict.RowCounts;
import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the observed topic holds of a migration's sources.
 *
 * @param migration its name
 * @param now the moment of everything
 */
record SeenSources(String migration, Instant now) {

  /** What the topic holds of one source, by which nothing else of it is told apart. */
  static Object key(ModelledSource source) {
    return List.of(
        key(source.out()), key(source.back()), source.start().named(), source.start().compared());
  }

  private static Object key(ModelledStream stream) {
    return List.of(
        Objects.requireNonNull(stream.report()),
        String.valueOf(stream.rehearsed()),
        String.valueOf(stream.verified()));
  }

  MigrationObservations of(ModelledSource first, ModelledSource second) {
    // Only the first one is ever ordered to begin anew; where none is, either may be the first.
    boolean turned = second.start().named();
    MigrationObservations seen =
        with(MigrationObservations.none(), turned ? second : first, ExploredPlan.FIRST);
    return with(seen, turned ? first : second, ExploredPlan.SECOND);
  }

  private MigrationObservations with(
      MigrationObservations seen, ModelledSource source, String name) {
    MigrationObservations all = seen;
    for (Direction direction : Direction.values()) {
      StreamId out = new StreamId(migration, name);
      StreamId stream = direction == Direction.OUT ? out : out.opposite();
      ModelledStream state = source.stream(direction);
      all = all.with(named(Objects.requireNonNull(state.report()), stream));
      all = all.with(compared(state, stream, source.start().compared()));
    }
    return all;
  }

  private static ObservedState named(SourceObserved report, StreamId stream) {
    return new SourceObserved(
        stream,
        report.standing(),
        report.connector(),
        report.stream(),
        report.answers(),
        report.problems(),
        report.at());
  }

  private ObservedState compared(ModelledStream state, StreamId stream, long generation) {
    TableVerdict equal =
        new TableVerdict(
            new ComparedTable(migration, stream.source(), "public.t", "a.t"),
            new RowCounts(5, 5, 0),
            TableVerdict.Verdict.EQUAL,
            42,
            new TableDigests("aa", "aa"),
            new RowFindings(List.of(), 0, 0),
            TableVerdict.Scope.FULL,
            ComparisonTime.ofAllRows(now, 1),
            List.of(),
            null);
    return new ValidationObserved(
        migration,
        stream.source(),
        generation,
        state.rehearsed(),
        state.verified(),
        1,
        new LedgerObserved(1, 1, 0, 0, 0, 1, 1),
        List.of(equal),
        now);
  }
}
