package io.tributary.orchestrator.health;

import io.tributary.common.error.ErrorReport;
import java.util.Optional;

/**
 * How well a migration is, and why not better.
 *
 * @param health the worst that holds
 * @param reason what makes it that; empty when it is healthy
 */
public record MigrationHealth(HealthLevel health, Optional<ErrorReport> reason) {
  static final MigrationHealth GOOD = new MigrationHealth(HealthLevel.HEALTHY, Optional.empty());

  /** An error that is tried again waits; any other needs somebody. Without one it is healthy. */
  public static MigrationHealth of(Optional<ErrorReport> error) {
    return error
        .map(why -> because(why.retryable() ? HealthLevel.WAITING : HealthLevel.STOPPED, why))
        .orElse(GOOD);
  }

  static MigrationHealth because(HealthLevel health, ErrorReport reason) {
    return new MigrationHealth(health, Optional.of(reason));
  }

  /** The worse of both; of two alike, this one. */
  MigrationHealth worse(MigrationHealth other) {
    return other.health.compareTo(health) > 0 ? other : this;
  }
}
