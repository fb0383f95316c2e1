package io.tributary.database.backup;

import io.tributary.common.observed.BackupTrial;
import java.util.List;

/**
 * What was found of the backups of a target.
 *
 * @param schemas by name
 * @param millis all of it
 * @param scratchBytes what the scratch database took at the server
 */
public record BackupFindings(List<CheckedSchema> schemas, long millis, long scratchBytes) {
  public BackupFindings {
    schemas = List.copyOf(schemas);
  }

  /** Whether every schema came back as it was. */
  public boolean same() {
    return schemas.stream().allMatch(CheckedSchema::same);
  }

  /** For the rehearsal that asked for it. */
  public BackupTrial trial() {
    return new BackupTrial(
        schemas.stream().map(CheckedSchema::told).toList(), millis, scratchBytes, null);
  }
}
