package io.tributary.common.observed;

import java.util.List;

/**
 * A schema of the target that was dumped by its role and restored by it into a scratch database.
 *
 * @param rows of all its tables, in the snapshot that was dumped
 * @param bytes of the compressed dump
 * @param differing what did not come back as it was, such as {@code table bill}; empty where all
 *     did; of many the first
 */
public record SchemaBackup(
    String schema,
    String role,
    int tables,
    long rows,
    long bytes,
    long dumpMillis,
    long restoreMillis,
    List<String> differing) {
  public SchemaBackup {
    differing = List.copyOf(differing);
  }
}
