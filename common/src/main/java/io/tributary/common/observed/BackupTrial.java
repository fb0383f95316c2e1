package io.tributary.common.observed;

import io.tributary.common.error.ErrorReport;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal found of backups of the target's schemas.
 *
 * @param schemas each that was dumped, restored and compared, by name; none where that failed
 * @param millis all of it, from the first question to the end of the scratch database
 * @param scratchBytes what the scratch database took at the target's server
 * @param error why it could not be tried, or what cannot be dumped or restored; null where
 *     everything was compared
 */
public record BackupTrial(
    List<SchemaBackup> schemas, long millis, long scratchBytes, @Nullable ErrorReport error) {
  public BackupTrial {
    schemas = List.copyOf(schemas);
  }

  /** One that came to no result. */
  public static BackupTrial failed(long millis, ErrorReport why) {
    return new BackupTrial(List.of(), millis, 0, why);
  }

  /** Whether every schema came back as it was. */
  public boolean restorable() {
    return error == null && schemas.stream().allMatch(schema -> schema.differing().isEmpty());
  }

  /** What was found, in words, and what to do where that is not good. */
  public String inWords() {
    if (error != null) {
      return "Backups of the target's schemas are not shown to be restorable: %s (%s)"
          .formatted(error.message(), error.code());
    }
    String cost =
        String.format(
            Locale.ROOT,
            "%d schemas, %d rows, %d bytes of dumps and %d of the scratch database, %.1f s",
            schemas.size(),
            schemas.stream().mapToLong(SchemaBackup::rows).sum(),
            schemas.stream().mapToLong(SchemaBackup::bytes).sum(),
            scratchBytes,
            millis / 1000.0);
    return restorable()
        ? "The target's schemas can be restored from backups of their roles (" + cost + ")."
        : "Backups of the target's schemas do not come back as they are (%s): %s. Run `./tributary backup-check FILE` to see each difference, mend the definition at the source, and type `./tributary rehearse NAME` again."
            .formatted(
                cost,
                schemas.stream()
                    .filter(schema -> !schema.differing().isEmpty())
                    .map(each -> each.schema() + ": " + String.join(", ", each.differing()))
                    .collect(Collectors.joining("; ")));
  }
}
