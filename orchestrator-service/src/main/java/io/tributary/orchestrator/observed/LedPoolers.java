package io.tributary.orchestrator.observed;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.measure.HeldClients;
import io.tributary.common.observed.PoolerObserved;
import io.tributary.common.plan.Migration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the poolers are that a migration file names. A file that names none has nothing to wait
 * for. Only what answers the current generation counts. Pure.
 */
public record LedPoolers(Migration plan, long generation, MigrationObservations observations) {

  /** Whether the file names any. */
  public static boolean named(Migration plan) {
    return !plan.pooled().isEmpty();
  }

  /** Whether every pooler is where the current generation wants it. */
  public boolean achieved() {
    return plan.pooled().stream()
        .allMatch(
            source ->
                observations
                    .pooler(source)
                    .filter(this::current)
                    .filter(PoolerObserved::achieved)
                    .isPresent());
  }

  /** What keeps one from it, if a service has named it. */
  public Optional<ErrorReport> error() {
    return current().map(PoolerObserved::error).flatMap(Stream::ofNullable).findFirst();
  }

  /** How long clients were held in a change of sides; none where nobody was. */
  public List<HeldClients> held(String cutoverId) {
    return plan.pooled().stream()
        .flatMap(source -> observations.pooler(source).stream())
        .map(PoolerObserved::held)
        .flatMap(Stream::ofNullable)
        .filter(held -> held.cutoverId().equals(cutoverId))
        .toList();
  }

  private Stream<PoolerObserved> current() {
    return plan.pooled().stream()
        .flatMap(source -> observations.pooler(source).stream())
        .filter(this::current);
  }

  private boolean current(PoolerObserved observed) {
    return observed.generation() == generation;
  }
}
