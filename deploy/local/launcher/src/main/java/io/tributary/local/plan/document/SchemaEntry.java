package io.tributary.local.plan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a schema of a source, or of a database of a Chroma directory.
 *
 * @param from its name at the source
 * @param to its name in the target
 * @param tables those that move
 * @param remarks what is otherwise in the target
 * @param afterRollback what does not come home by itself, and what helps
 * @param left what stays behind
 * @param ddl the statements for the target; null where they were not asked for, or are not known
 */
public record SchemaEntry(
    String from,
    String to,
    List<TableEntry> tables,
    List<RemarkEntry> remarks,
    List<String> afterRollback,
    List<LeftEntry> left,
    @Nullable StatementsEntry ddl) {
  /** Copies what it is given. */
  public SchemaEntry {
    tables = List.copyOf(tables);
    remarks = List.copyOf(remarks);
    afterRollback = List.copyOf(afterRollback);
    left = List.copyOf(left);
  }
}
