package io.tributary.validator.rest;

import io.tributary.common.verdict.TableVerdict;
import java.util.List;

/**
 * The latest verdicts of a migration.
 *
 * @param migration its name
 * @param allEqual whether there are verdicts and all are equal
 * @param sources per source
 */
public record MigrationVerdicts(String migration, boolean allEqual, List<SourceVerdicts> sources) {

  /**
   * The latest verdicts of a source.
   *
   * @param source its name
   * @param tables per table, with differences
   */
  public record SourceVerdicts(String source, List<TableVerdict> tables) {}

  static MigrationVerdicts of(String migration, List<SourceVerdicts> sources) {
    List<TableVerdict> all = sources.stream().flatMap(s -> s.tables().stream()).toList();
    boolean equal =
        !all.isEmpty() && all.stream().allMatch(v -> v.verdict() == TableVerdict.Verdict.EQUAL);
    return new MigrationVerdicts(migration, equal, sources);
  }
}
