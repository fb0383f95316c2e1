package io.tributary.checks.sample;

import io.tributary.common.model.TableName;
import java.util.List;

/**
 * What became of the first rows of a table.
 *
 * @param table of the source
 * @param read how many rows were read
 * @param whole whether these are all its rows
 * @param refusedRows how many of them have a value that is refused
 * @param refused by column and reason, in the order in which they were met
 */
public record TableSample(
    TableName table, long read, boolean whole, long refusedRows, List<RefusedValues> refused) {
  private static final int SHOWN_KEYS = 5;

  /** Copies what it is given. */
  public TableSample {
    refused = List.copyOf(refused);
  }

  /** A sentence for each column and reason. */
  public List<String> sentences() {
    return refused.stream().map(this::sentence).toList();
  }

  /** One of them. */
  public String sentence(RefusedValues values) {
    List<String> keys = values.keys().stream().limit(SHOWN_KEYS).toList();
    return "%s.%s: %d of the %s%d rows would be refused, %s, with %s%s: %s."
        .formatted(
            table.name(),
            values.column(),
            values.rows(),
            whole ? "" : "first ",
            read,
            values.reason(),
            String.join("; ", keys),
            values.rows() > keys.size() ? "; …" : "",
            values.text());
  }
}
