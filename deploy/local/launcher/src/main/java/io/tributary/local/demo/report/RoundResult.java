package io.tributary.local.demo.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * How one change of sides ended.
 *
 * @param writePauseMillis the longest pause of any writer
 * @param tables each with both sides' rows, counted while the writers rested
 * @param lost what is not as an acknowledged write left it, on the side that is written to now
 */
public record RoundResult(
    RoundDirection direction, long writePauseMillis, List<TableResult> tables, List<String> lost) {
  public RoundResult {
    tables = List.copyOf(tables);
    lost = List.copyOf(lost);
  }

  /** How many tables were verified behind the fence, and have as many rows on both sides. */
  public long equal() {
    return tables.stream().filter(TableResult::equal).count();
  }

  /** What is not as it should be, in words. */
  List<String> problems() {
    return Stream.concat(
            tables.stream()
                .filter(table -> !table.equal())
                .map(table -> "table " + table.target() + ": " + table.verdict()),
            lost.stream().map(difference -> "acknowledged write: " + difference))
        .toList();
  }

  /** Every table equal, and no write lost or doubled. */
  public boolean succeeded() {
    return lost.isEmpty() && !tables.isEmpty() && equal() == tables.size();
  }
}
