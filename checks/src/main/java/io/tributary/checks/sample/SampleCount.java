package io.tributary.checks.sample;

import io.tributary.common.change.RowImage;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.row.RowConversion;
import io.tributary.mapping.table.TableMapping;
import java.util.Map;

/** Counts what is refused of the rows of one table. Not thread-safe. */
final class SampleCount {
  private static final int KEPT_KEYS = 5;

  private final TableMapping mapping;
  private final RowConversion conversion;
  private final RefusalCounts counts = new RefusalCounts(KEPT_KEYS);
  private long read;
  private long refused;

  SampleCount(TableMapping mapping) {
    this.mapping = mapping;
    this.conversion = new RowConversion(mapping);
  }

  long read() {
    return read;
  }

  void add(RowImage row) {
    read++;
    Map<String, ConversionOutcome.Rejected> found = conversion.refusals(row);
    if (!found.isEmpty()) {
      refused++;
    }
    found.forEach(
        (column, rejected) ->
            counts.add(
                column, rejected.reason(), rejected.text(), () -> RowKeyText.of(mapping, row)));
  }

  TableSample sample(boolean whole) {
    return new TableSample(mapping.source(), read, whole, refused, counts.values());
  }
}
