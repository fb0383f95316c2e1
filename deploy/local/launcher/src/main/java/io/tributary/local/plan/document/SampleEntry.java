package io.tributary.local.plan.document;

import io.tributary.checks.sample.RefusedValues;
import io.tributary.checks.sample.TableSample;
import java.util.List;

/**
 * What became of rows that were converted as the copy does.
 *
 * @param whole whether these were all rows
 * @param rows how many there were
 * @param tables of so many tables
 * @param refusedRows how many have a value that is refused
 * @param stops whether the stream stops at such a row; else the row is kept aside
 * @param refused by table, column and reason
 */
public record SampleEntry(
    boolean whole,
    long rows,
    int tables,
    long refusedRows,
    boolean stops,
    List<RefusedEntry> refused) {
  /** Copies what it is given. */
  public SampleEntry {
    refused = List.copyOf(refused);
  }

  /**
   * Values of a column that are refused for one reason.
   *
   * @param rows how many
   * @param keys of the first of them
   * @param text the first value, and why
   * @param told all of it in a sentence
   */
  public record RefusedEntry(
      String table,
      String column,
      String reason,
      long rows,
      List<String> keys,
      String text,
      String told) {
    /** Copies what it is given. */
    public RefusedEntry {
      keys = List.copyOf(keys);
    }

    private static RefusedEntry of(TableSample sample, RefusedValues values) {
      return new RefusedEntry(
          sample.table().name(),
          values.column(),
          values.reason().name(),
          values.rows(),
          values.keys(),
          values.text(),
          sample.sentence(values));
    }
  }

  /** Of samples of the tables of one source. */
  public static SampleEntry of(List<TableSample> samples, boolean stops) {
    return new SampleEntry(
        samples.stream().allMatch(TableSample::whole),
        samples.stream().mapToLong(TableSample::read).sum(),
        samples.size(),
        samples.stream().mapToLong(TableSample::refusedRows).sum(),
        stops,
        samples.stream()
            .flatMap(
                sample -> sample.refused().stream().map(values -> RefusedEntry.of(sample, values)))
            .toList());
  }
}
