package io.tributary.cdc.schema.opening;

import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Copies the state of the source's sequences to the target. Writers wait meanwhile, so it takes few
 * round trips.
 */
public final class SourceSequences {
  private SourceSequences() {}

  /**
   * Where a sequence stands.
   *
   * @param target its name at the target
   * @param lastValue as in the sequence relation
   * @param called whether lastValue was handed out
   */
  record Standing(TableName target, long lastValue, boolean called) {}

  /** Reads all sequences in two queries; one that the source dropped meanwhile is left out. */
  static List<Standing> read(DatabaseSession source, List<SchemaPlan.SequenceMove> planned) {
    Set<TableName> there =
        new HashSet<>(
            source.list(
                """
                SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.relkind = 'S' AND n.nspname = ANY(?)\
                """,
                row -> new TableName(row.getString(1), row.getString(2)),
                (Object)
                    planned.stream()
                        .map(move -> move.source().schema())
                        .distinct()
                        .toArray(String[]::new)));
    List<SchemaPlan.SequenceMove> moves =
        planned.stream().filter(move -> there.contains(move.source())).toList();
    if (moves.isEmpty()) {
      return List.of();
    }
    return source.list(
        query(moves),
        row -> new Standing(moves.get(row.getInt(1)).target(), row.getLong(2), row.getBoolean(3)));
  }

  /** One query over all sequence relations; the number leads back to the sequence. */
  public static String query(List<SchemaPlan.SequenceMove> moves) {
    return IntStream.range(0, moves.size())
        .mapToObj(
            i -> "SELECT " + i + ", last_value, is_called FROM " + Sql.table(moves.get(i).source()))
        .collect(Collectors.joining(" UNION ALL "));
  }

  /** Sets all sequences of the target in one statement. */
  static void set(DatabaseSession target, List<Standing> standings) {
    List<String> names = new ArrayList<>();
    standings.forEach(standing -> names.add(Sql.table(standing.target())));
    target.list(
        """
        SELECT pg_catalog.setval(name::regclass, last_value, called)
          FROM unnest(?::text[], ?::bigint[], ?::bool[]) AS s(name, last_value, called)\
        """,
        row -> row.getLong(1),
        names.toArray(String[]::new),
        standings.stream().map(Standing::lastValue).toArray(Long[]::new),
        standings.stream().map(Standing::called).toArray(Boolean[]::new));
  }
}
