package io.tributary.validator.neighbour;

import io.tributary.common.sql.Sql;
import io.tributary.validator.catalog.TablePair;

/**
 * The statements of a search for neighbours.
 *
 * @param pair the table
 * @param vectors its column of vectors
 * @param extension the schema of pgvector
 */
record NeighbourStatements(TablePair pair, SearchedColumnPair vectors, String extension) {
  /** In which schema the type of a column is; none when it is not pgvector's. */
  static final String EXTENSION =
      """
      SELECT n.nspname
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid AND t.typname = 'vector'
        JOIN pg_namespace n ON n.oid = t.typnamespace
       WHERE a.attrelid = CAST(? AS regclass) AND a.attname = ?\
      """;

  /** The indexes that searches by a column's distance can use, with what they are over. */
  static final String INDEXES =
      """
      SELECT c.relname, pg_get_indexdef(i.indexrelid, 1, false),
             format_type(k.atttypid, k.atttypmod)
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_am m ON m.oid = c.relam AND m.amname = 'hnsw'
        JOIN pg_opclass o ON o.oid = i.indclass[0]
        JOIN pg_attribute k ON k.attrelid = i.indexrelid AND k.attnum = 1
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = ?
       WHERE i.indrelid = CAST(? AS regclass) AND i.indisvalid AND i.indpred IS NULL
         AND right(o.opcname, length(?)) = ?
         AND (i.indkey[0] = a.attnum OR strpos(pg_get_indexdef(i.indexrelid, 1, false),
                                               quote_ident(a.attname)) > 0)
       ORDER BY c.relname\
      """;

  /** Beyond these norms sums of 32 bits overflow, or are of too few bits. */
  private static final String LARGEST_NORM = "1e15::float8";

  private static final String SMALLEST_NORM_WITH_A_DIRECTION = "1e-15::float8";

  /** The ids of rows whose distances pgvector cannot work out. */
  String beyond() {
    return "SELECT "
        + key("s")
        + source()
        + " WHERE NOT coalesce("
        + norm()
        + " BETWEEN "
        + (vectors.space() == VectorSpace.COSINE ? SMALLEST_NORM_WITH_A_DIRECTION : "0")
        + " AND "
        + LARGEST_NORM
        + ", false)";
  }

  /** Rows whose vectors are searched for, in an order that a seed makes; the ids left out first. */
  String sample() {
    return rows() + " ORDER BY pg_catalog.md5(" + key("s") + " || ?), 1 LIMIT ?";
  }

  /** Id and vector of all rows but those with these ids; the vector as pgvector sends it. */
  String rows() {
    return "SELECT "
        + key("s")
        + ", "
        + function("vector_send")
        + source()
        + " WHERE "
        + key("s")
        + " <> ALL(?)";
  }

  /** The rows nearest to a vector, with their distances: vector, ids left out, vector, count. */
  String exact() {
    String column = "t." + Sql.identifier(vectors.target());
    String query = "CAST(? AS " + Sql.identifier(extension) + ".vector)";
    return "SELECT "
        + key("t")
        + ", "
        + column
        + operator()
        + query
        + target()
        + " WHERE "
        + key("t")
        + " <> ALL(?) ORDER BY "
        + column
        + operator()
        + query
        + " LIMIT ?";
  }

  /** The same by an index, of all rows: vector, vector, count. */
  String byIndex(Index index) {
    return "SELECT "
        + key("t")
        + ", t."
        + Sql.identifier(vectors.target())
        + operator()
        + "CAST(? AS "
        + Sql.identifier(extension)
        + ".vector)"
        + target()
        + " ORDER BY "
        + index.over()
        + operator()
        + "CAST(? AS "
        + index.type()
        + ") LIMIT ?";
  }

  /**
   * An index.
   *
   * @param name its name
   * @param over the column or expression, as PostgreSQL prints it
   * @param type of that, as PostgreSQL prints it
   */
  record Index(String name, String over, String type) {}

  private String norm() {
    return function("vector_norm");
  }

  private String function(String name) {
    return "%s.%s(s.%s)"
        .formatted(Sql.identifier(extension), name, Sql.identifier(vectors.source()));
  }

  private String operator() {
    return " OPERATOR(" + Sql.identifier(extension) + "." + vectors.space().operator() + ") ";
  }

  private String key(String alias) {
    return alias + "." + Sql.identifier(pair.source().keyNames().get(0)) + "::text";
  }

  private String source() {
    return " FROM " + Sql.table(pair.source().relation()) + " s";
  }

  private String target() {
    return " FROM " + Sql.table(pair.target().relation()) + " t";
  }
}
