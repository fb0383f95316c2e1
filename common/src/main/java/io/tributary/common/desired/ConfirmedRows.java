package io.tributary.common.desired;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of one table that the validator has confirmed to differ.
 *
 * @param table the table as its verdict names it, which is as schema.table at the source
 * @param keys of the rows: key column to value, as the verdict has them
 */
public record ConfirmedRows(String table, List<Map<String, String>> keys) {

  public ConfirmedRows {
    List<Map<String, String>> kept = new ArrayList<>();
    keys.forEach(key -> kept.add(new LinkedHashMap<>(key)));
    keys = List.copyOf(kept);
  }
}
