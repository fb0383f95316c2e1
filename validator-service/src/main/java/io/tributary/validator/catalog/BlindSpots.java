package io.tributary.validator.catalog;

import io.tributary.common.verdict.BlindSpot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Differences that a comparison cannot see in a column, because values are compared as PostgreSQL
 * prints them. They follow from the columns' types and the types inside of them.
 */
final class BlindSpots {
  private BlindSpots() {}

  /**
   * schema, table, kind, column. A type's blind spots are those of everything that its values
   * consist of: elements of arrays, members of composites, bounds of ranges, the base of a domain.
   * The parameters are an array of schemas, and whether partitions are described too.
   */
  static final String SQL =
      """
      WITH RECURSIVE columns AS (
        SELECT n.nspname, c.relname, a.attname, a.atttypid
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE n.nspname = ANY(?) AND c.relkind IN ('r', 'p') AND (? OR NOT c.relispartition)),
      part(whole, type) AS (
        SELECT atttypid, atttypid FROM columns
        UNION
        SELECT p.whole, x.type
        FROM part p JOIN pg_type t ON t.oid = p.type
        CROSS JOIN LATERAL (
          SELECT t.typelem WHERE t.typcategory = 'A' AND t.typelem <> 0
          UNION ALL SELECT t.typbasetype WHERE t.typtype = 'd'
          UNION ALL SELECT m.atttypid FROM pg_attribute m
            WHERE t.typtype = 'c' AND m.attrelid = t.typrelid
              AND m.attnum > 0 AND NOT m.attisdropped
          UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid
          -- multiranges are younger than the oldest servers, hence by way of JSON
          UNION ALL SELECT r.rngtypid FROM pg_range r
            WHERE (to_jsonb(r) ->> 'rngmultitypid')::oid = t.oid) x(type)),
      blind AS (
        SELECT DISTINCT p.whole, k.kind
        FROM part p JOIN pg_type t ON t.oid = p.type
        CROSS JOIN LATERAL (SELECT CASE
          WHEN t.typnamespace <> 'pg_catalog'::regnamespace
            THEN CASE WHEN t.typtype = 'b' AND t.typcategory <> 'A' THEN 'UNPRINTED' END
          WHEN t.typname IN ('float4', 'float8', 'point', 'lseg', 'path', 'box', 'polygon',
                             'line', 'circle') THEN 'NAN_PAYLOAD'
          WHEN t.typname = 'xml' THEN 'XML_DECLARATION'
          WHEN t.typname = 'oid' THEN 'LARGE_OBJECT'
          WHEN t.typname ~ '^reg' THEN 'OBJECT_IDENTITY' END) k(kind)
        WHERE k.kind IS NOT NULL)
      SELECT c.nspname, c.relname, b.kind, c.attname
      FROM columns c JOIN blind b ON b.whole = c.atttypid""";

  /** Blind spots of both ends as one list: whatever one end does not show cannot be compared. */
  static List<BlindSpot> ofBoth(TableShape source, TableShape target) {
    Map<BlindSpot.Kind, TreeSet<String>> columns = new EnumMap<>(BlindSpot.Kind.class);
    for (TableShape shape : List.of(source, target)) {
      for (BlindSpot spot : shape.blindSpots()) {
        columns.computeIfAbsent(spot.kind(), kind -> new TreeSet<>()).addAll(spot.columns());
      }
    }
    List<BlindSpot> spots = new ArrayList<>();
    columns.forEach((kind, names) -> spots.add(new BlindSpot(kind, List.copyOf(names))));
    if (source.partitioned() || target.partitioned()) {
      spots.add(new BlindSpot(BlindSpot.Kind.PARTITION, List.of()));
    }
    return spots;
  }
}
