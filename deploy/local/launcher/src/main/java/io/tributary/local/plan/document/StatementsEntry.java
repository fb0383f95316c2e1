package io.tributary.local.plan.document;

import java.util.List;

/** Statements for the target, before the rows are copied and after. */
public record StatementsEntry(List<String> beforeCopy, List<String> afterCopy) {
  /** Copies what it is given. */
  public StatementsEntry {
    beforeCopy = List.copyOf(beforeCopy);
    afterCopy = List.copyOf(afterCopy);
  }
}
