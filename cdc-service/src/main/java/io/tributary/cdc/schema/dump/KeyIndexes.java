package io.tributary.cdc.schema.dump;

import io.tributary.database.DatabaseSession;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the indexes that apply needs to find a row: each primary key, and for a table without one
 * the best index that names a row as a primary key would.
 */
public final class KeyIndexes {
  private static final long PG_CLASS = 1259;
  private static final long PG_CONSTRAINT = 2606;

  private KeyIndexes() {}

  /**
   * A unique index whose columns are all NOT NULL, immediate, without predicate and expression.
   *
   * @param oid the index
   * @param parent the index of the partitioned table that it is a part of, 0 for none
   * @param table the table's oid
   * @param schema the index's schema
   * @param name the index's name
   * @param constraint the constraint that made it, 0 for none
   * @param primary whether it is the primary key's
   * @param identity whether the table uses it as replica identity
   * @param columns how many columns it has
   */
  public record Candidate(
      long oid,
      long parent,
      long table,
      String schema,
      String name,
      long constraint,
      boolean primary,
      boolean identity,
      int columns) {}

  /**
   * What makes a chosen index in an archive.
   *
   * @param index the index's oid
   * @param constraint the constraint's oid, 0 when the index was made by itself
   * @param schema the index's schema
   * @param name the index's name
   */
  public record Entry(long index, long constraint, String schema, String name) {

    boolean isMeantBy(TocEntry entry) {
      return constraint != 0 && entry.catalog() == PG_CONSTRAINT && entry.object() == constraint
          || constraint == 0 && entry.catalog() == PG_CLASS && entry.object() == index
          || entry.is("INDEX ATTACH " + schema + " " + name);
    }
  }

  public static Set<Entry> choose(Collection<Candidate> candidates) {
    Map<Long, Candidate> best = new HashMap<>();
    Comparator<Candidate> order =
        Comparator.comparing((Candidate c) -> !c.primary())
            .thenComparing(c -> !c.identity())
            .thenComparing(Candidate::columns)
            .thenComparing(Candidate::name);
    for (Candidate candidate : candidates) {
      best.merge(candidate.table(), candidate, (a, b) -> order.compare(a, b) <= 0 ? a : b);
    }
    Set<Long> chosen = new HashSet<>();
    best.values().forEach(candidate -> chosen.add(candidate.oid()));
    // A partitioned index becomes valid only with all of its parts, so parts follow their parent.
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Candidate candidate : candidates) {
        grew |= chosen.contains(candidate.parent()) && chosen.add(candidate.oid());
      }
    }
    Set<Entry> entries = new HashSet<>();
    for (Candidate c : candidates) {
      if (chosen.contains(c.oid())) {
        entries.add(new Entry(c.oid(), c.constraint(), c.schema(), c.name()));
      }
    }
    return entries;
  }

  static List<Candidate> read(DatabaseSession session, Collection<String> schemas) {
    return session.list(
        """
        SELECT i.indexrelid, coalesce(h.inhparent, 0), i.indrelid, n.nspname, x.relname,
               coalesce(c.oid, 0), i.indisprimary, i.indisreplident, i.indnkeyatts
          FROM pg_catalog.pg_index i
          JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
          JOIN pg_catalog.pg_namespace n ON n.oid = x.relnamespace
          LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = i.indexrelid
          LEFT JOIN pg_catalog.pg_constraint c
                 ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid AND c.contype IN ('p', 'u')
         WHERE n.nspname = ANY(?) AND i.indisunique AND i.indimmediate AND NOT i.indisexclusion
           AND i.indpred IS NULL AND i.indexprs IS NULL
           AND NOT EXISTS (
                 SELECT FROM pg_catalog.pg_attribute a
                  WHERE a.attrelid = i.indrelid
                    AND (NOT a.attnotnull OR EXISTS (
                          SELECT FROM pg_catalog.pg_constraint v
                           WHERE v.conrelid = a.attrelid AND v.contype = 'n'
                             AND NOT v.convalidated AND v.conkey[1] = a.attnum))
                    AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))\
        """,
        row ->
            new Candidate(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getInt(9)),
        (Object) schemas.toArray(String[]::new));
  }
}
