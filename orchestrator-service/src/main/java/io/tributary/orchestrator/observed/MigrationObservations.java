package io.tributary.orchestrator.observed;

import io.tributary.common.desired.RestartKey;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.BackupObserved;
import io.tributary.common.observed.ObservedState;
import io.tributary.common.observed.PoolerObserved;
import io.tributary.common.observed.PreflightObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.ValidationObserved;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The latest observation of each kind and source of one migration. Immutable.
 *
 * @param sources by source name
 * @param validations by source name
 * @param poolers by source name
 * @param preflight the last preflight, empty before the first
 * @param backup what was last found of backups of the target, empty before the first
 * @param clocks what the times in the reports say of the services' clocks
 */
public record MigrationObservations(
    Map<String, SourceObserved> sources,
    Map<String, ValidationObserved> validations,
    Map<String, PoolerObserved> poolers,
    Optional<PreflightObserved> preflight,
    Optional<BackupObserved> backup,
    ReportClocks clocks) {

  public MigrationObservations {
    sources = Map.copyOf(sources);
    validations = Map.copyOf(validations);
    poolers = Map.copyOf(poolers);
  }

  /** Nothing reported yet. */
  public static MigrationObservations none() {
    return new MigrationObservations(
        Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty(), ReportClocks.UNHEARD);
  }

  /** The same with one observation more; it replaces the earlier one of its kind and source. */
  public MigrationObservations with(ObservedState latest) {
    if (latest instanceof SourceObserved source) {
      return new MigrationObservations(
          put(sources, source.source(), source), validations, poolers, preflight, backup, clocks);
    }
    if (latest instanceof ValidationObserved seen) {
      return new MigrationObservations(
          sources, put(validations, seen.source(), seen), poolers, preflight, backup, clocks);
    }
    if (latest instanceof PoolerObserved pooler) {
      return new MigrationObservations(
          sources, validations, put(poolers, pooler.source(), pooler), preflight, backup, clocks);
    }
    if (latest instanceof BackupObserved tried) {
      return new MigrationObservations(
          sources, validations, poolers, preflight, Optional.of(tried), clocks);
    }
    return new MigrationObservations(
        sources, validations, poolers, Optional.of((PreflightObserved) latest), backup, clocks);
  }

  /** The same with an observation that has just arrived, by whose time its clock is measured. */
  public MigrationObservations arriving(ObservedState latest, Instant now) {
    MigrationObservations next = with(latest);
    return new MigrationObservations(
        next.sources,
        next.validations,
        next.poolers,
        next.preflight,
        next.backup,
        clocks.heard(latest, now));
  }

  /**
   * The same without what was found of rows that are removed since: the validator has not heard yet
   * of the last order to begin their source or table anew.
   *
   * @param restarts by source, or by the {@link RestartKey} of a table, the generation of that
   *     order
   */
  public MigrationObservations since(Map<String, Long> restarts) {
    if (restarts.isEmpty()) {
      return this;
    }
    Map<String, ValidationObserved> later = new HashMap<>(validations);
    later.values().removeIf(seen -> seen.generation() < lastOf(out(seen.source()), restarts));
    later.replaceAll((stream, seen) -> seen.without(replaced(seen, restarts)));
    return new MigrationObservations(sources, later, poolers, preflight, backup, clocks);
  }

  /** A validator that has not heard of a table that joins does not count it among the others. */
  private static long lastOf(String source, Map<String, Long> restarts) {
    return RestartKey.joining(restarts, source).values().stream()
        .reduce(restarts.getOrDefault(source, 0L), Math::max);
  }

  private static Set<String> replaced(ValidationObserved seen, Map<String, Long> restarts) {
    Map<String, Long> tables = new HashMap<>(RestartKey.tables(restarts, seen.source()));
    tables.values().removeIf(order -> order <= seen.generation());
    return Set.copyOf(tables.keySet());
  }

  private String out(String stream) {
    StreamId id = new StreamId("", stream);
    return id.goesBack() ? id.opposite().source() : stream;
  }

  /** What cdc-service last said of a source. */
  public Optional<SourceObserved> source(String name) {
    return Optional.ofNullable(sources.get(name));
  }

  /** What the validator last said of a source. */
  public Optional<ValidationObserved> validation(String name) {
    return Optional.ofNullable(validations.get(name));
  }

  /** What cdc-service last said of the pooler of a source. */
  public Optional<PoolerObserved> pooler(String source) {
    return Optional.ofNullable(poolers.get(source));
  }

  /** The highest generation that any observation answers, 0 before the first. */
  public long highestGeneration() {
    long highest = preflight.map(PreflightObserved::generation).orElse(0L);
    highest = Math.max(highest, backup.map(BackupObserved::generation).orElse(0L));
    for (SourceObserved source : sources.values()) {
      highest = Math.max(highest, source.generation());
    }
    for (PoolerObserved pooler : poolers.values()) {
      highest = Math.max(highest, pooler.generation());
    }
    for (ValidationObserved validation : validations.values()) {
      highest = Math.max(highest, validation.generation());
    }
    return highest;
  }

  private static <T> Map<String, T> put(Map<String, T> map, String key, T value) {
    Map<String, T> next = new HashMap<>(map);
    next.put(key, value);
    return next;
  }
}
