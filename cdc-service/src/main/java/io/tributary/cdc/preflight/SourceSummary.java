package io.tributary.cdc.preflight;

import io.tributary.common.model.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the target's checks need to know of a source that answered.
 *
 * @param source its name
 * @param majorVersion of its server
 * @param encoding of its database
 * @param extensions that its tables use, each with the first columns and indexes that do: by their
 *     types, operator classes, defaults
 * @param rights whom its objects name
 * @param tables that move
 * @param relations these tables and their indexes
 * @param bytes of these tables with indexes and TOAST
 */
record SourceSummary(
    String source,
    long majorVersion,
    String encoding,
    Map<String, String> extensions,
    SourceRights rights,
    List<TableName> tables,
    long relations,
    long bytes) {

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
       WHERE e.extname <> 'plpgsql' GROUP BY 1 ORDER BY 1""";

  static SourceSummary of(SourceReading source) throws SQLException {
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
        SourceRights.of(source),
        source.moving().map(SourceTable::name).toList(),
        source.query().number(SourceLocksCheck.RELATIONS, (Object) source.movingOids()),
        source.moving().mapToLong(SourceTable::bytes).sum());
  }
}
