package io.tributary.cdc.schema.dump;

import java.util.List;

/**
 * Entries of an archive that are restored once the rows are in.
 *
 * @param others those that are not of triggers
 * @param ofTriggers those that are
 */
public record LaterEntries(List<String> others, List<String> ofTriggers) {
  /** Sorts the lines of an archive's table of contents. */
  public static LaterEntries of(List<String> lines) {
    return new LaterEntries(
        lines.stream().filter(line -> !ofTrigger(line)).toList(),
        lines.stream().filter(LaterEntries::ofTrigger).toList());
  }

  private static boolean ofTrigger(String line) {
    return TocEntry.parse(line).filter(TocEntry::isOfTrigger).isPresent();
  }
}
