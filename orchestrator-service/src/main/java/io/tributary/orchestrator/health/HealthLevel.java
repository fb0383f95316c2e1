package io.tributary.orchestrator.health;

import java.util.Locale;

/** How well a migration is. */
public enum HealthLevel {
  /** It does what its state says. */
  HEALTHY,
  /** Something is missing or late; it goes on by itself when that is there. */
  WAITING,
  /** It does not go on without somebody. */
  STOPPED;

  /** As the API and the metrics show it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
