package io.tributary.validator.values;

import java.time.Instant;
import java.util.List;

/**
 * The rows of one table that were confirmed to differ, read by their keys at both ends. The two
 * readings are of almost, but not exactly, the same moment: a row that is being written to may
 * differ by that alone.
 *
 * @param source the source's name
 * @param table at the source, as verdicts name it
 * @param unread how many rows were not looked up: they have no key, or one that verdicts cut short
 * @param at when they were read
 */
public record DifferingRows(
    String source, String table, List<DifferingRow> rows, int unread, Instant at) {
  public DifferingRows {
    rows = List.copyOf(rows);
  }
}
