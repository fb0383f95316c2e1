package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.plan.TargetGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table of contents of an archive, split at the data.
 *
 * @param before what pg_dump puts before the rows: tables, types, functions
 * @param after what it puts after them: indexes, constraints, triggers
 */
public record ArchiveContents(List<TocEntry> before, List<TocEntry> after) {
  /**
   * What is in no schema is the database's and not moved, but for casts, which belong to their
   * types. Schemas are made by us, with the owner that the file names.
   */
  private static final List<String> CASTS = List.of("CAST - CAST", "COMMENT - CAST");

  /** What Tributary itself put into a database that was a source or a target before. */
  private static final List<String> OWN_TRIGGERS =
      List.of(" " + TargetGate.TRIGGER + " ", " tributary_fence ");

  public static ArchiveContents of(List<String> before, List<String> after) {
    return new ArchiveContents(parse(before), parse(after));
  }

  /**
   * Splits into what is restored before the rows come, what tells them apart, and what waits for
   * them; rules on tables are in none.
   */
  public Phases phases(Set<KeyIndexes.Entry> keys, TableRules rules) {
    List<String> now = new ArrayList<>(before.stream().map(TocEntry::line).toList());
    List<String> early = new ArrayList<>();
    List<String> later = new ArrayList<>();
    for (TocEntry entry : after.stream().filter(entry -> !rules.isMeantBy(entry)).toList()) {
      boolean key = keys.stream().anyMatch(each -> each.isMeantBy(entry));
      (key ? early : later).add(entry.line());
    }
    return new Phases(now, early, later);
  }

  /** The entries that can move, of lines as {@code pg_restore --list} prints them. */
  static List<TocEntry> parse(List<String> lines) {
    return lines.stream()
        .flatMap(line -> TocEntry.parse(line).stream())
        .filter(entry -> !entry.isInNoSchema() || CASTS.stream().anyMatch(entry::is))
        .filter(entry -> !(entry.is("TRIGGER") && isOwnTrigger(entry)))
        .toList();
  }

  private static boolean isOwnTrigger(TocEntry entry) {
    return OWN_TRIGGERS.stream().anyMatch(entry.text()::contains);
  }

  /**
   * Lines of the table of contents in three lots.
   *
   * @param now before the rows
   * @param keys the indexes by which a row is found
   * @param later after the rows
   */
  public record Phases(List<String> now, List<String> keys, List<String> later) {

    /** The same with the keys made before the rows come: each row may be a change of another. */
    Phases keysFirst() {
      return new Phases(Stream.concat(now.stream(), keys.stream()).toList(), List.of(), later);
    }
  }
}
