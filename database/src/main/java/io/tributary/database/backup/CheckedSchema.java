package io.tributary.database.backup;

import io.tributary.common.observed.SchemaBackup;
import java.util.List;

/**
 * A schema that was dumped, restored and compared.
 *
 * @param differences empty where it came back as it was
 */
public record CheckedSchema(
    String schema,
    String role,
    int tables,
    long rows,
    long bytes,
    long dumpMillis,
    long restoreMillis,
    List<BackupDifference> differences) {
  private static final int TOLD = 20;

  public CheckedSchema {
    differences = List.copyOf(differences);
  }

  /** Whether it came back as it was. */
  public boolean same() {
    return differences.isEmpty();
  }

  /** For others: names of what differs, no definition, and of many the first. */
  SchemaBackup told() {
    return new SchemaBackup(
        schema,
        role,
        tables,
        rows,
        bytes,
        dumpMillis,
        restoreMillis,
        differences.stream().map(BackupDifference::what).distinct().limit(TOLD).toList());
  }
}
