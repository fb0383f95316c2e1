package io.tributary.cdc.function;

import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import java.util.Collection;
import java.util.List;

/**
 * Finds in a catalog what is run when rows are written: CHECKs of tables and domains, generated
 * columns, expressions of indexes, statistics and partition keys, and the casts, operators,
 * operator classes and range types of the schemas. The trees of expressions are read, because
 * dependencies on PostgreSQL's own functions are not recorded, and some of these run a text as SQL.
 * Triggers, rules and materialized views are not looked at: no row of ours makes them run, or they
 * run as their owner in PostgreSQL's restricted mode.
 */
public final class FunctionCalls {
  /**
   * Left out are functions of PostgreSQL that change nothing and run no text as SQL, constructors
   * of range types, and functions in C of extensions, which the target's administrator installed;
   * these only where they are declared to change nothing, if an expression has them written out.
   */
  private static final String SQL =
      """
      WITH spaces AS (SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY (%s)),
      tables AS (
        SELECT c.oid FROM pg_catalog.pg_class c
         WHERE c.relnamespace IN (SELECT oid FROM spaces) AND c.relkind IN ('r', 'p')),
      trees (tab, space, place, tree) AS (
        SELECT c.conrelid, c.connamespace, pg_catalog.format('constraint %%I', c.conname), c.conbin::text
          FROM pg_catalog.pg_constraint c
         WHERE c.contype = 'c' AND (c.conrelid IN (SELECT oid FROM tables)
            OR c.contypid IN (SELECT t.oid FROM pg_catalog.pg_type t JOIN spaces s ON s.oid = t.typnamespace))
        UNION ALL
        SELECT d.adrelid, 0, pg_catalog.format('column %%I', a.attname), d.adbin::text
          FROM pg_catalog.pg_attrdef d
          JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
         WHERE d.adrelid IN (SELECT oid FROM tables) AND (a.attgenerated <> '' OR %s)
        UNION ALL
        SELECT i.indrelid, 0, pg_catalog.format('index %%I', c.relname), e.tree
          FROM pg_catalog.pg_index i
          JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
         CROSS JOIN LATERAL (VALUES (i.indexprs::text), (i.indpred::text)) AS e (tree)
         WHERE i.indrelid IN (SELECT oid FROM tables)
        UNION ALL
        SELECT x.stxrelid, 0, pg_catalog.format('statistics %%I', x.stxname), x.stxexprs::text
          FROM pg_catalog.pg_statistic_ext x WHERE x.stxrelid IN (SELECT oid FROM tables)
        UNION ALL
        SELECT p.partrelid, 0, 'partition key', p.partexprs::text
          FROM pg_catalog.pg_partitioned_table p WHERE p.partrelid IN (SELECT oid FROM tables)),
      calls (tab, space, place, func, written) AS (
        SELECT t.tab, t.space, t.place, f.id[1]::oid, true FROM trees t
         CROSS JOIN LATERAL pg_catalog.regexp_matches(
                 t.tree, ':(?:funcid|opfuncid|hashfuncid|negfuncid) (\\d+)', 'g') AS f (id)
        UNION
        SELECT t.tab, t.space, t.place, o.oprcode, true FROM trees t
         CROSS JOIN LATERAL pg_catalog.regexp_matches(t.tree, ':opno (\\d+)', 'g') AS f (id)
          JOIN pg_catalog.pg_operator o ON o.oid = f.id[1]::oid
        UNION
        SELECT 0, o.oprnamespace, pg_catalog.format('operator %%s', o.oid::regoperator), o.oprcode, false
          FROM pg_catalog.pg_operator o
        UNION
        SELECT 0, t.typnamespace,
               pg_catalog.format('cast from %%s to %%s', c.castsource::regtype, c.casttarget::regtype),
               c.castfunc, false
          FROM pg_catalog.pg_cast c JOIN pg_catalog.pg_type t ON t.oid IN (c.castsource, c.casttarget)
        UNION
        SELECT 0, f.opfnamespace, pg_catalog.format('operator family %%I', f.opfname), p.amproc, false
          FROM pg_catalog.pg_amproc p JOIN pg_catalog.pg_opfamily f ON f.oid = p.amprocfamily
        UNION
        SELECT 0, f.opfnamespace, pg_catalog.format('operator family %%I', f.opfname), o.oprcode, false
          FROM pg_catalog.pg_amop m
          JOIN pg_catalog.pg_opfamily f ON f.oid = m.amopfamily
          JOIN pg_catalog.pg_operator o ON o.oid = m.amopopr
        UNION
        SELECT 0, t.typnamespace, pg_catalog.format('range type %%I', t.typname), f.oid, false
          FROM pg_catalog.pg_range r
          JOIN pg_catalog.pg_type t ON t.oid = r.rngtypid
         CROSS JOIN LATERAL (VALUES (r.rngsubdiff::oid), (r.rngcanonical::oid)) AS f (oid))
      SELECT n.nspname::text, coalesce(c.relname, '')::text, k.place,
             pg_catalog.format('%%s%%I(%%s)',
               CASE q.nspname WHEN 'pg_catalog' THEN '' ELSE pg_catalog.format('%%I.', q.nspname) END,
               p.proname, pg_catalog.oidvectortypes(p.proargtypes))
        FROM calls k
        LEFT JOIN pg_catalog.pg_class c ON c.oid = k.tab
        JOIN spaces n ON n.oid = coalesce(c.relnamespace, k.space)
        JOIN pg_catalog.pg_proc p ON p.oid = k.func
        JOIN pg_catalog.pg_namespace q ON q.oid = p.pronamespace
        JOIN pg_catalog.pg_language l ON l.oid = p.prolang
        LEFT JOIN pg_catalog.pg_depend d
          ON d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
        LEFT JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
       WHERE NOT coalesce(
               CASE WHEN e.oid IS NOT NULL
                    THEN l.lanname IN ('internal', 'c')
                         AND (NOT k.written OR p.provolatile <> 'v'
                              OR e.extname IN ('uuid-ossp', 'pgcrypto'))
                    WHEN l.lanname = 'internal' AND p.prosrc ~ '^(multi)?range_constructor' THEN true
                    ELSE p.pronamespace = 'pg_catalog'::regnamespace AND p.oid < 16384::oid
                         AND p.proname !~ '^(cursor|database|query|schema|table)_to_xml'
                         AND (p.provolatile <> 'v'
                              OR p.proname IN ('clock_timestamp', 'gen_random_uuid', 'nextval',
                                               'random', 'timeofday', 'uuidv4', 'uuidv7'))
               END, false)
       ORDER BY 1, 2, 3, 4\
      """;

  private FunctionCalls() {}

  /**
   * Asks for the calls of schemas, four texts a row.
   *
   * @param schemas the parameter for an array of their names, as the driver writes it
   * @param defaults whether values of columns are made of their defaults as well
   */
  public static String sql(String schemas, boolean defaults) {
    return SQL.formatted(schemas, defaults);
  }

  /** The calls of the tables and types of schemas. */
  public static List<FunctionCall> read(
      DatabaseSession session, Collection<String> schemas, boolean defaults) {
    return session.list(
        sql("?", defaults),
        row ->
            new FunctionCall(
                row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
        (Object) schemas.toArray(String[]::new));
  }

  /** Those of what moves, at the database that it moves from. */
  public static List<FunctionCall> ofMoving(
      DatabaseSession session, MovingSource moving, boolean defaults) {
    return read(session, List.of(moving.schemas()), defaults).stream()
        .filter(call -> call.movedBy(moving.source()).isPresent())
        .toList();
  }
}
