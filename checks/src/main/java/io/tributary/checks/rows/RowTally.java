package io.tributary.checks.rows;

import io.tributary.checks.sample.RefusalCounts;
import io.tributary.checks.sample.RowKeyText;
import io.tributary.checks.sample.TableSample;
import io.tributary.common.change.RowImage;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.table.TableMapping;

/** Counts what is set aside of one table, and keeps the keys of the first. Not thread-safe. */
final class RowTally {
  private final TableMapping table;
  private final RefusalCounts counts;
  private long read;
  private long refused;

  RowTally(TableMapping table, int shown) {
    this.table = table;
    this.counts = new RefusalCounts(shown);
  }

  void read() {
    read++;
  }

  /** How many rows were read. */
  long rows() {
    return read;
  }

  void refuse(RowImage row, String column, QuarantineReason reason, String text) {
    refused++;
    counts.add(column, reason, text, () -> RowKeyText.of(table, row));
  }

  TableSample result() {
    return new TableSample(table.source(), read, true, refused, counts.values());
  }
}
