package io.tributary.validator.source.converted;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.TablePair;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements on a converted copy: a temporary table with the target's columns that holds a
 * source's converted rows, and one beside it for the rows that are left out.
 *
 * @param pair the table whose rows of the source are copied
 * @param rounding of vectors that are no exact ones; empty where all values are
 */
record ConvertedCopyStatements(TablePair pair, Optional<VectorRounding> rounding) {
  /** The key at the source as a JSON array of texts, as the quarantine has it. */
  static final String KEY = "tributary_source_key";

  private static final String BY_SOURCE_KEY = "_by_source_key";
  private static final String BY_KEY = "_by_key";

  /**
   * The entries with their keys as the copy spells them: without the storage class that an entry
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

  /** The temporary table that holds the copy of the table of that number. */
  static TableName relation(int number) {
    return new TableName("pg_temp", "tributary_mirror_" + number);
  }

  List<String> create() {
    String columns =
        pair.source().columns().stream().map(Sql::identifier).collect(Collectors.joining(", "));
    return List.of(
        drop(),
        "CREATE TEMP TABLE "
            + copy()
            + " AS SELECT "
            + columns
            + asRead()
            + ", NULL::jsonb AS "
            + KEY
            + " FROM "
            + Sql.table(pair.target().relation())
            + " WITH NO DATA",
        "CREATE TEMP TABLE "
            + leftOut()
            + " (source_key jsonb, source_column text, reason text, detail text)");
  }

  String drop() {
    return "DROP TABLE IF EXISTS " + copy() + ", " + leftOut();
  }

  String clear() {
    return "TRUNCATE " + copy() + ", " + leftOut();
  }

  /** Makes rows quick to find by their keys at the target; worth it for many rows only. */
  List<String> index() {
    String analyze = "ANALYZE " + copy();
    if (!pair.order().ranges()) {
      return List.of(analyze);
    }
    String keys =
        pair.source().key().stream()
            .map(KeyColumn::name)
            .map(Sql::identifier)
            .collect(Collectors.joining(", "));
    return List.of(createIndex(BY_KEY, " (" + keys + ")"), analyze);
  }

  /** Makes rows quick to find by their keys at the source, as {@link #remove} looks for them. */
  String indexSourceKeys() {
    return createIndex(BY_SOURCE_KEY, " USING hash (" + KEY + ")");
  }

  private String createIndex(String suffix, String on) {
    return "CREATE INDEX " + Sql.identifier(index(suffix).name()) + " ON " + copy() + on;
  }

  /** Removes what {@link #index} and {@link #indexSourceKeys} have made. */
  List<String> unindex() {
    return Stream.of(BY_SOURCE_KEY, BY_KEY)
        .map(suffix -> "DROP INDEX IF EXISTS " + Sql.table(index(suffix)))
        .toList();
  }

  private TableName index(String suffix) {
    TableName copy = pair.source().relation();
    return new TableName(copy.schema(), copy.name() + suffix);
  }

  /**
   * Takes rows in the text format: columns in this order, vectors that are rounded once more, and
   * the source's key.
   */
  String copyRows(List<String> columns) {
    return "COPY "
        + copy()
        + " ("
        + columns.stream().map(Sql::identifier).collect(Collectors.joining(", "))
        + rounding.map(column -> ", " + VectorRounding.AS_READ).orElse("")
        + ", "
        + KEY
        + ") FROM STDIN";
  }

  private String asRead() {
    return rounding
        .map(vectors -> ", " + Sql.identifier(vectors.column()) + " AS " + VectorRounding.AS_READ)
        .orElse("");
  }

  String copyLeftOut() {
    return "COPY " + leftOut() + " FROM STDIN";
  }

  /** Takes out the rows of an array of keys. */
  List<String> remove() {
    String keys = " IN (SELECT k::jsonb FROM unnest(?::text[]) AS k)";
    return List.of(
        "DELETE FROM " + copy() + " WHERE " + KEY + keys,
        "DELETE FROM " + leftOut() + " WHERE source_key" + keys);
  }

  /**
   * Leaves out the rows that are in the quarantine though they can be converted.
   *
   * @param following whether the source follows the target. A row that the target has, and that no
   *     other row of the source is, was written there after the cutover then: it is a row like any
   *     other, whatever the quarantine still says
   */
  String leaveOut(boolean following) {
    return "WITH entered AS MATERIALIZED (SELECT m.* FROM "
        + copy()
        + " m, "
        + ENTRIES
        + " WHERE m."
        + KEY
        + " = q.source_key), gone AS (DELETE FROM "
        + copy()
        + " m USING entered e WHERE m."
        + KEY
        + " = e."
        + KEY
        + (following && pair.keyed() ? missingAtTarget() : "")
        + " RETURNING m."
        + KEY
        + " AS key) INSERT INTO "
        + leftOut()
        + " (source_key) SELECT key FROM gone";
  }

  private String missingAtTarget() {
    return " AND (NOT EXISTS (SELECT FROM "
        + Sql.table(pair.target().relation())
        + " t WHERE "
        + sameKey(pair, "t", "e")
        + ") OR EXISTS (SELECT FROM "
        + copy()
        + " o WHERE "
        + sameKey(pair, "o", "e")
        + " AND o."
        + KEY
        + " <> e."
        + KEY
        + "))";
  }

  /** The condition that two rows, by their aliases, have the same key at the target. */
  static String sameKey(TablePair pair, String one, String other) {
    return pair.source().keyNames().stream()
        .map(Sql::identifier)
        .map(key -> one + "." + key + " = " + other + "." + key)
        .collect(Collectors.joining(" AND "));
  }

  /** The keys of rows that were left out and whose entry is gone. */
  String released() {
    return "SELECT a.source_key::text FROM "
        + leftOut()
        + " a WHERE a.reason IS NULL AND NOT EXISTS (SELECT FROM "
        + ENTRIES
        + " WHERE q.source_key = a.source_key)";
  }

  String countLeftOut() {
    return "SELECT count(*) FROM " + leftOut();
  }

  String countQuarantined() {
    return "SELECT count(*) FROM "
        + leftOut()
        + " a WHERE EXISTS (SELECT FROM "
        + ENTRIES
        + " WHERE q.source_key = a.source_key)";
  }

  /**
   * Whether it is an entry, key, column, reason and version; at most so many of each kind. An entry
   * whose key is no number belongs to the rows of the beginning.
   *
   * @param refilled whether a row that is left out is the same when it has the same in it
   * @param within the rows that the copy is filled with
   */
  String strays(boolean refilled, RowidRange within) {
    String version = refilled ? "pg_catalog.md5(a::text)" : "a.ctid::text || a.xmin::text";
    return "(SELECT false, a.source_key::text, a.source_column, coalesce(a.reason || ': ' || a.detail,"
        + " 'It was in the quarantine and is not any more'), "
        + version
        + " FROM "
        + leftOut()
        + " a WHERE NOT EXISTS (SELECT FROM "
        + ENTRIES
        + " WHERE q.source_key = a.source_key) ORDER BY 2 LIMIT ?)"
        + " UNION ALL (SELECT true, q.source_key::text, q.source_column,"
        + " 'The quarantine has it, the source does not. ' || q.reason,"
        + " q.version FROM "
        + ENTRIES
        + " WHERE NOT EXISTS (SELECT FROM "
        + leftOut()
        + " a WHERE a.source_key = q.source_key) AND NOT EXISTS (SELECT FROM "
        + copy()
        + " m WHERE m."
        + KEY
        + " = q.source_key)"
        + entries(within)
        + " ORDER BY 2 LIMIT ?)";
  }

  private static String entries(RowidRange within) {
    String rowid =
        "CASE WHEN q.source_key ->> 0 ~ '^-?[0-9]{1,19}$' THEN (q.source_key ->> 0)::numeric END";
    return (within.after() == null ? "" : " AND coalesce(" + rowid + " > ?, false)")
        + (within.upTo() == null ? "" : " AND coalesce(" + rowid + " <= ?, true)");
  }

  private String copy() {
    return Sql.table(pair.source().relation());
  }

  private String leftOut() {
    TableName copy = pair.source().relation();
    return Sql.table(new TableName(copy.schema(), copy.name() + "_aside"));
  }
}
