package io.tributary.cdc.preflight.targetchecks;

import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** SQL does not tell how much room a server has; only a server on this machine can be looked at. */
final class TargetSpaceCheck implements CatalogCheck<TargetReading> {
  private static final String DIRECTORY =
      """
      SELECT setting FROM pg_catalog.pg_settings
       WHERE name = 'data_directory' AND setting <> ''\
      """;

  private final FreeSpace freeSpace;

  TargetSpaceCheck(FreeSpace freeSpace) {
    this.freeSpace = freeSpace;
  }

  /** Free bytes of the disk below a directory; empty when it is not on this machine. */
  interface FreeSpace {
    OptionalLong below(String directory);
  }

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_SPACE;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    long needed = target.sources().stream().mapToLong(SourceSummary::bytes).sum();
    String need =
        "The tables of all sources take %d MB with their indexes.".formatted(needed >> 20);
    OptionalLong free = free(target);
    if (free.isEmpty()) {
      return List.of(
          code()
              .passed(
                  TargetReading.SUBJECT,
                  need
                      + " How much is free at the target cannot be seen from here; make sure of"
                      + " it."));
    }
    return List.of(
        free.getAsLong() >= needed
            ? code()
                .passed(
                    TargetReading.SUBJECT,
                    need + " %d MB are free.".formatted(free.getAsLong() >> 20))
            : code()
                .failed(
                    TargetReading.SUBJECT,
                    need + " Only %d MB are free at the target.".formatted(free.getAsLong() >> 20),
                    "Give the target's data directory a larger disk, or make room."));
  }

  private OptionalLong free(TargetReading target) {
    if (!DiskRoom.isHere(target.migration().target().connection().host())) {
      return OptionalLong.empty();
    }
    List<String> directory = target.query().texts(DIRECTORY);
    return directory.isEmpty() ? OptionalLong.empty() : freeSpace.below(directory.get(0));
  }

  /** Asks this machine's file systems. */
  static OptionalLong onThisMachine(String directory) {
    return DiskRoom.at(Path.of(directory)).freeBytes();
  }
}
