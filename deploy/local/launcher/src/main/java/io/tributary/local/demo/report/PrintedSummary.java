package io.tributary.local.demo.report;

import io.tributary.local.demo.writer.WriterResult;
import java.util.List;
import java.util.Locale;

/** The summary for people. Pure. */
public final class PrintedSummary {
  private static final String FORMAT = "%s %-42s %-42s %9s %9s  %s%n";

  private PrintedSummary() {}

  public static String text(DemoResult result) {
    StringBuilder text = new StringBuilder();
    int width = width(result.tables());
    text.append(
        FORMAT.formatted(padded("SOURCE", width), "TABLE", "TARGET", "ROWS", "THERE", "VERDICT"));
    for (TableResult table : result.tables()) {
      text.append(
          FORMAT.formatted(
              padded(table.source(), width),
              table.table(),
              table.target(),
              table.sourceRows(),
              table.targetRows(),
              table.verdict()));
    }
    long equal = result.tables().stream().filter(TableResult::equal).count();
    text.append("%n%d of %d tables equal%n".formatted(equal, result.tables().size()));
    text.append(
        String.format(
            Locale.ROOT,
            "moved %,d rows and changes, %,d bytes; lag p50 %d ms, p99 %d ms%n",
            result.rows(),
            result.bytes(),
            result.lagP50Millis(),
            result.lagP99Millis()));
    if (result.goesBack()) {
      result.rounds().forEach(round -> text.append(line(round)).append('\n'));
    }
    for (WriterResult writer : result.writers()) {
      text.append(
          "writer of %s: %d transactions at the source, %d at the target, %s %d ms%n"
              .formatted(
                  writer.name(),
                  writer.atSource(),
                  writer.atTarget(),
                  result.goesBack() ? "longest write pause" : "write pause",
                  writer.pauseMillis()));
    }
    text.append("longest write pause: %d ms%n".formatted(result.writePauseMillis()));
    result.problems().forEach(problem -> text.append("PROBLEM: ").append(problem).append('\n'));
    return text.toString();
  }

  /** One change of sides, for people. */
  public static String line(RoundResult round) {
    return "%-8s  write pause %d ms, %d of %d tables equal, %d acknowledged writes lost"
        .formatted(
            round.direction().word(),
            round.writePauseMillis(),
            round.equal(),
            round.tables().size(),
            round.lost().size());
  }

  private static int width(List<TableResult> tables) {
    return tables.stream().mapToInt(table -> table.source().length()).reduce(8, Math::max);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
