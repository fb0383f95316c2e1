package io.tributary.common.observed;

import java.time.Instant;

/**
 * What cdc-service found of backups of the target's schemas.
 *
 * @param rehearsalId the rehearsal that asked for it
 */
public record BackupObserved(
    String migration, long generation, String rehearsalId, BackupTrial trial, Instant at)
    implements ObservedState {

  @Override
  public String key() {
    return migration + "/backup/-";
  }
}
