package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.function.FunctionCall;
import io.tributary.cdc.function.FunctionCalls;
import io.tributary.cdc.preflight.check.NamedRoles;
import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.checks.targetschema.CatalogNames;
import io.tributary.common.model.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads from a source what the target's checks need to know of it. */
final class SummaryReading {
  private static final String VERSION =
      "SELECT current_setting('server_version_num')::bigint / 10000";
  private static final String EXTENSIONS =
      """
      WITH moving AS (SELECT oid::oid FROM unnest(?::text[]) AS t (oid)),
      used (classid, objid, by) AS (
        SELECT 'pg_catalog.pg_type'::regclass, u.oid, format('%s.%I', m.oid::regclass, a.attname)
          FROM moving m
          JOIN pg_catalog.pg_attribute a ON a.attrelid = m.oid AND a.attnum > 0
          JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
          CROSS JOIN LATERAL (VALUES (t.oid), (t.typelem), (t.typbasetype)) AS u (oid)
        UNION
        SELECT 'pg_catalog.pg_opclass'::regclass, o.oid, 'index ' || i.indexrelid::regclass
          FROM moving m
          JOIN pg_catalog.pg_index i ON i.indrelid = m.oid
          CROSS JOIN LATERAL unnest(i.indclass::oid[]) AS o (oid)
        UNION
        SELECT d.refclassid, d.refobjid, format('%s.%I', m.oid::regclass, a.attname)
          FROM moving m
          JOIN pg_catalog.pg_attrdef f ON f.adrelid = m.oid
          JOIN pg_catalog.pg_attribute a ON a.attrelid = m.oid AND a.attnum = f.adnum
          JOIN pg_catalog.pg_depend d
            ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid
      )
      SELECT e.extname, array_to_string((array_agg(DISTINCT u.by ORDER BY u.by))[1:10], ', ')
        FROM used u
        JOIN pg_catalog.pg_depend d
          ON d.classid = u.classid AND d.objid = u.objid AND d.deptype = 'e'
        JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
       WHERE e.extname <> 'plpgsql' GROUP BY 1 ORDER BY 1\
      """;

  /** A table and its indexes each take a lock. */
  private static final String RELATIONS =
      """
      SELECT count(*) + coalesce(sum(
               (SELECT count(*) FROM pg_catalog.pg_index i WHERE i.indrelid = t.oid::oid)), 0)
        FROM unnest(?::text[]) AS t (oid)\
      """;

  private static final String POLICIES =
      """
      SELECT r.rolname, string_agg(format('%s on %s', p.polname, p.polrelid::regclass), ', '
                                   ORDER BY p.polrelid, p.polname)
        FROM unnest(?::text[]) AS t (oid)
        JOIN pg_catalog.pg_policy p ON p.polrelid = t.oid::oid
       CROSS JOIN LATERAL unnest(p.polroles) AS named (oid)
        JOIN pg_catalog.pg_roles r ON r.oid = named.oid GROUP BY 1 ORDER BY 1\
      """;
  private static final String FORCED =
      """
      SELECT n.nspname, c.relname FROM unnest(?::text[]) AS t (oid)
        JOIN pg_catalog.pg_class c ON c.oid = t.oid::oid AND c.relforcerowsecurity
                                  AND c.relrowsecurity
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY 1, 2\
      """;

  private static NamedRoles roles(SourceReading source) {
    Map<String, String> policies = new LinkedHashMap<>();
    source
        .query()
        .list(
            POLICIES,
            row -> policies.put(row.getString(1), row.getString(2)),
            (Object) source.movingOids());
    return new NamedRoles(
        SourceGrants.read(source),
        policies,
        source
            .query()
            .list(
                FORCED,
                row -> new TableName(row.getString(1), row.getString(2)),
                (Object) source.movingOids()));
  }

  static SourceSummary of(SourceReading source) {
    Map<String, String> extensions = new TreeMap<>();
    source
        .query()
        .list(
            EXTENSIONS,
            row -> extensions.put(row.getString(1), row.getString(2)),
            (Object) source.movingOids());
    return new SourceSummary(
        source.source().name(),
        source.query().number(VERSION),
        source.query().text("SELECT current_setting('server_encoding')"),
        extensions,
        roles(source),
        calls(source),
        source.movingTables().map(CatalogTable::name).toList(),
        CatalogNames.madeBy(
            source.source(), source.query().texts(CatalogNames.ofSource(source.source()))),
        relations(source),
        source.movingTables().mapToLong(CatalogTable::bytes).sum());
  }

  private static List<FunctionCall> calls(SourceReading source) {
    return FunctionCalls.read(source.query(), List.of(source.schemas()), false).stream()
        .flatMap(call -> call.movedBy(source.source()).stream())
        .toList();
  }

  /** How many tables and indexes move. */
  static long relations(SourceReading source) {
    return source.query().number(RELATIONS, (Object) source.movingOids());
  }

  private SummaryReading() {}
}
