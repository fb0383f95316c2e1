package io.tributary.validator.mirror;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.TablePair;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements on a mirror: a temporary table with the target's columns that holds a source's
 * converted rows, and one beside it for the rows that are left out.
 *
 * @param pair whose source's rows it holds
 * @param rounding of vectors that are no exact ones; null where all values are
 */
record MirrorSql(TablePair pair, Rounding rounding) {
  /** The key at the source as a JSON array of texts, as the quarantine has it. */
  static final String KEY = "tributary_source_key";

  /**
   * The entries with their keys as the mirror spells them: without the storage class that an entry
   * may name, and without the number that tells rows apart whose key has a NULL in it.
   */
  private static final String ENTRIES =
      """
      (SELECT e.source_column, e.reason, e.ctid::text || e.xmin::text AS version, k.source_key
         FROM tributary.quarantine e
        CROSS JOIN LATERAL (
          SELECT pg_catalog.jsonb_agg(
                   CASE pg_catalog.jsonb_typeof(part) WHEN 'object' THEN part -> 'value'
                     ELSE part END ORDER BY place) AS source_key
            FROM pg_catalog.jsonb_array_elements(e.source_key) WITH ORDINALITY AS p (part, place)
           WHERE pg_catalog.jsonb_typeof(part) <> 'number') k
        WHERE e.migration = ? AND e.source = ? AND e.source_table = ?) q""";

  /** The mirror of the table of that number. */
  static TableName relation(int number) {
    return new TableName("pg_temp", "tributary_mirror_" + number);
  }

  List<String> create() {
    String columns =
        pair.source().columns().stream().map(Sql::identifier).collect(Collectors.joining(", "));
    return List.of(
        drop(),
        "CREATE TEMP TABLE "
            + mirror()
            + " AS SELECT "
            + columns
            + asRead()
            + ", NULL::jsonb AS "
            + KEY
            + " FROM "
            + Sql.table(pair.target().relation())
            + " WITH NO DATA",
        "CREATE TEMP TABLE "
            + aside()
            + " (source_key jsonb, source_column text, reason text, detail text)");
  }

  String drop() {
    return "DROP TABLE IF EXISTS " + mirror() + ", " + aside();
  }

  String clear() {
    return "TRUNCATE " + mirror() + ", " + aside();
  }

  /** Makes keys quick to find; worth it for many rows only. */
  List<String> index() {
    String keys =
        pair.source().key().stream()
            .map(KeyColumn::name)
            .map(Sql::identifier)
            .collect(Collectors.joining(", "));
    String byKey = "CREATE INDEX ON " + mirror() + " USING hash (" + KEY + ")";
    return pair.order().ranges()
        ? List.of(byKey, "CREATE INDEX ON " + mirror() + " (" + keys + ")", "ANALYZE " + mirror())
        : List.of(byKey, "ANALYZE " + mirror());
  }

  /**
   * Takes rows in the text format: columns in this order, vectors that are rounded once more, and
   * the source's key.
   */
  String copyRows(List<String> columns) {
    return "COPY "
        + mirror()
        + " ("
        + columns.stream().map(Sql::identifier).collect(Collectors.joining(", "))
        + (rounding == null ? "" : ", " + Rounding.AS_READ)
        + ", "
        + KEY
        + ") FROM STDIN";
  }

  private String asRead() {
    return rounding == null
        ? ""
        : ", " + Sql.identifier(rounding.column()) + " AS " + Rounding.AS_READ;
  }

  String copyAside() {
    return "COPY " + aside() + " FROM STDIN";
  }

  /** Takes out the rows of an array of keys. */
  List<String> remove() {
    String keys = " IN (SELECT k::jsonb FROM unnest(?::text[]) AS k)";
    return List.of(
        "DELETE FROM " + mirror() + " WHERE " + KEY + keys,
        "DELETE FROM " + aside() + " WHERE source_key" + keys);
  }

  /** Puts the rows aside that are in the quarantine though they can be converted. */
  String putAside() {
    return "WITH gone AS (DELETE FROM "
        + mirror()
        + " m USING "
        + ENTRIES
        + " WHERE m."
        + KEY
        + " = q.source_key RETURNING m."
        + KEY
        + " AS key) INSERT INTO "
        + aside()
        + " (source_key) SELECT key FROM gone";
  }

  /** The keys of rows that were put aside and whose entry is gone. */
  String released() {
    return "SELECT a.source_key::text FROM "
        + aside()
        + " a WHERE a.reason IS NULL AND NOT EXISTS (SELECT FROM "
        + ENTRIES
        + " WHERE q.source_key = a.source_key)";
  }

  String countAside() {
    return "SELECT count(*) FROM " + aside();
  }

  String countQuarantined() {
    return "SELECT count(*) FROM "
        + aside()
        + " a WHERE EXISTS (SELECT FROM "
        + ENTRIES
        + " WHERE q.source_key = a.source_key)";
  }

  /** is an entry, key, column, reason, version; at most so many of each kind. */
  String strays() {
    return "(SELECT false, a.source_key::text, a.source_column, coalesce(a.reason || ': ' || a.detail,"
        + " 'It was in the quarantine and is not any more'), a.ctid::text || a.xmin::text FROM "
        + aside()
        + " a WHERE NOT EXISTS (SELECT FROM "
        + ENTRIES
        + " WHERE q.source_key = a.source_key) ORDER BY 2 LIMIT ?)"
        + " UNION ALL (SELECT true, q.source_key::text, q.source_column,"
        + " 'The quarantine has it, the source does not. ' || q.reason,"
        + " q.version FROM "
        + ENTRIES
        + " WHERE NOT EXISTS (SELECT FROM "
        + aside()
        + " a WHERE a.source_key = q.source_key) AND NOT EXISTS (SELECT FROM "
        + mirror()
        + " m WHERE m."
        + KEY
        + " = q.source_key) ORDER BY 2 LIMIT ?)";
  }

  private String mirror() {
    return Sql.table(pair.source().relation());
  }

  private String aside() {
    TableName mirror = pair.source().relation();
    return Sql.table(new TableName(mirror.schema(), mirror.name() + "_aside"));
  }
}
