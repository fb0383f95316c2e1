package io.tributary.cdc.schema.opening;

import io.tributary.cdc.schema.opening.SequencePairs.Pair;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Copies where sequences stand from the side that is closed to the one that is opened. Writers wait
 * meanwhile, so it takes few round trips.
 */
public final class SourceSequences {
  private static final Logger LOG = Logger.getLogger(SourceSequences.class);

  /**
   * One that was dropped since it was looked for is passed over, and a value outside of the bounds
   * becomes the nearest: both sides are closed, and nobody would open either.
   */
  private static final String SET =
      """
      SELECT pg_catalog.setval(q.seqrelid::regclass, greatest(q.seqmin, least(q.seqmax, s.last_value)), s.called)
        FROM unnest(?::text[], ?::bigint[], ?::bool[]) AS s(name, last_value, called)
        JOIN pg_catalog.pg_sequence q ON q.seqrelid = pg_catalog.to_regclass(s.name)\
      """;

  private SourceSequences() {}

  /**
   * Where a sequence stands.
   *
   * @param target its name at the side that is opened
   * @param lastValue as in the sequence relation
   * @param called whether lastValue was handed out
   */
  record Standing(TableName target, long lastValue, boolean called) {}

  /** Reads where all of them stand in one query. */
  static List<Standing> read(DatabaseSession from, List<Pair> pairs) {
    if (pairs.isEmpty()) {
      return List.of();
    }
    return from.list(
        query(pairs.stream().map(pair -> pair.from().name()).toList()),
        row ->
            new Standing(pairs.get(row.getInt(1)).to().name(), row.getLong(2), row.getBoolean(3)));
  }

  /** One query over all sequence relations; the number leads back to the sequence. */
  public static String query(List<TableName> sequences) {
    return IntStream.range(0, sequences.size())
        .mapToObj(
            i -> "SELECT " + i + ", last_value, is_called FROM " + Sql.table(sequences.get(i)))
        .collect(Collectors.joining(" UNION ALL "));
  }

  /** Sets all of them in one statement. */
  static void set(DatabaseSession opened, List<Standing> standings) {
    List<String> names = new ArrayList<>();
    standings.forEach(standing -> names.add(Sql.table(standing.target())));
    int set =
        opened
            .list(
                SET,
                row -> row.getLong(1),
                names.toArray(String[]::new),
                standings.stream().map(Standing::lastValue).toArray(Long[]::new),
                standings.stream().map(Standing::called).toArray(Boolean[]::new))
            .size();
    if (set < standings.size()) {
      LOG.warnf("sequences dropped since the rehearsal are passed over: set=%d of=%s", set, names);
    }
  }
}
