package io.tributary.checks.existing;

import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.plan.rule.ExistingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds rows of the target that stay and refer to rows that are replaced: foreign keys are not
 * checked while rows are replaced.
 */
final class ExistingReferences {
  /**
   * A foreign key of a partitioned table is one of each of its partitions too: it is judged once,
   * and a partition with a key of its own goes where its table goes.
   */
  private static final String CHILDREN =
      """
      SELECT DISTINCT coalesce(pg_catalog.pg_partition_root(r.oid)::oid, r.oid)::bigint || ' '
             || r.relkind::text || ' ' || format('%%I.%%I', n.nspname, r.relname)
        FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
       WHERE c.contype = 'f' AND c.confrelid = %d AND c.conparentid = 0 ORDER BY 1""";

  private ExistingReferences() {}

  /** Tables with rows that would lose what they refer to in a replaced table. */
  static List<String> to(DdlTarget target, ExistingTable replaced, List<ExistingTable> all) {
    Set<Long> giveWay =
        all.stream()
            .filter(table -> table.rule() == ExistingRows.REPLACE)
            .map(ExistingTable::oid)
            .collect(Collectors.toSet());
    List<String> found = new ArrayList<>();
    for (String child : target.texts(CHILDREN.formatted(replaced.oid()))) {
      String[] parts = child.split(" ", 3);
      boolean stays = !giveWay.contains(Long.parseLong(parts[0]));
      String from = (parts[1].equals("p") ? "" : "ONLY ") + parts[2];
      if (stays && !target.texts("SELECT '' FROM " + from + " LIMIT 1").isEmpty()) {
        found.add(parts[2]);
      }
    }
    return found;
  }
}
