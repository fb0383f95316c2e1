package io.tributary.cdc.schema.dump;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table of a source that is to join, with its partitions.
 *
 * @param name as verdicts have it
 * @param tables itself and its partitions, as far as they move
 * @param child whether it is itself a partition of another table, or inherits from it
 */
record JoiningTable(String name, Set<TableName> tables, boolean child) {
  private static final String TREE =
      """
      SELECT mn.nspname, m.relname,
             EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL (
          SELECT c.oid AS relid WHERE c.relkind = 'r'
          UNION ALL
          SELECT p.relid::oid FROM pg_catalog.pg_partition_tree(c.oid) p
           WHERE c.relkind = 'p') part
        JOIN pg_catalog.pg_class m ON m.oid = part.relid AND m.relkind IN ('r', 'p')
        JOIN pg_catalog.pg_namespace mn ON mn.oid = m.relnamespace
       WHERE n.nspname || '.' || c.relname = ? AND c.relkind IN ('r', 'p')
         AND c.relpersistence <> 't'""";

  private record Member(TableName table, boolean child) {}

  /** Looks for it at the source; empty where nothing of that name moves. */
  static Optional<JoiningTable> read(DatabaseSession source, Source plan, String name) {
    List<Member> members =
        source
            .list(
                TREE,
                row ->
                    new Member(
                        new TableName(row.getString(1), row.getString(2)), row.getBoolean(3)),
                name)
            .stream()
            .filter(member -> plan.targetOf(member.table()).isPresent())
            .toList();
    Set<TableName> tables = new TreeSet<>();
    members.forEach(member -> tables.add(member.table()));
    return members.isEmpty()
        ? Optional.empty()
        : Optional.of(new JoiningTable(name, tables, members.get(0).child()));
  }
}
