package io.tributary.cdc.apply.repair;

import io.tributary.common.desired.ConfirmedRows;
import java.util.List;

/**
 * What one order asks to be repaired. Two orders for the same rows are two tasks.
 *
 * @param number of the request
 * @param tables the rows by table
 */
public record RepairTask(long number, List<ConfirmedRows> tables) {
  public RepairTask {
    tables = List.copyOf(tables);
  }

  /** How many rows it is about. */
  public long rows() {
    return tables.stream().mapToLong(table -> table.keys().size()).sum();
  }
}
