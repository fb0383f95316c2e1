package io.tributary.local.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Progress as text. Pure. */
public final class ProgressTable {
  private static final String FORMAT = "%-12s %-10s %12s %12s %10s %10s  %s";

  private ProgressTable() {}

  /** A heading and one line per source, each ended by a line break. */
  public static String table(List<ProgressRow> rows) {
    String heading =
        FORMAT.formatted("SOURCE", "PHASE", "ROWS", "CHANGES", "LAG p50", "LAG p99", "VALIDATION");
    return rows.stream()
        .map(ProgressTable::line)
        .collect(Collectors.joining("\n", heading + "\n", "\n"));
  }

  /** The same in one line, for logs. */
  public static String line(List<ProgressRow> rows) {
    return rows.stream()
        .map(
            row ->
                "%s: %s, %s rows, %d changes, lag %d/%d ms, %s"
                    .formatted(
                        row.source(),
                        row.phase(),
                        rows(row, String.valueOf(row.rows())),
                        row.changes(),
                        row.lagP50Millis(),
                        row.lagP99Millis(),
                        row.validation()))
        .collect(Collectors.joining("; "));
  }

  private static String line(ProgressRow row) {
    return FORMAT.formatted(
        row.source(),
        row.phase(),
        rows(row, grouped(row.rows())),
        grouped(row.changes()),
        row.lagP50Millis() + " ms",
        row.lagP99Millis() + " ms",
        row.validation());
  }

  /** While the snapshot runs, also how much of it that is. */
  private static String rows(ProgressRow row, String number) {
    boolean partly = row.snapshotPercent() >= 0 && row.snapshotPercent() < 100;
    return partly ? number + " " + row.snapshotPercent() + "%" : number;
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
