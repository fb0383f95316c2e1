package io.tributary.validator.digest;

import io.tributary.validator.database.BoundStatement;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How a server keeps texts, and what it makes of them.
 *
 * @param encoding of the database
 * @param sampleHash the server's own 64-bit hashes of a sample; empty where it has none. It differs
 *     between machines of other byte order
 */
public record ServerText(String encoding, String sampleHash) {
  private static final String UTF8 = "UTF8";
  private static final int FIRST_WITH_HASHES = 110_000;
  private static final String SAMPLE =
      "SELECT pg_catalog.hashtextextended(x COLLATE \"C\", 1) || ' '"
          + " || pg_catalog.hashtextextended(x COLLATE \"C\", 2)"
          + " FROM (SELECT '(1,\"a \u00e4\",-0,2026-01-01 00:00:00+00)'::text AS x) AS sample";

  /** A server that keeps texts in that encoding, and has no hashes of its own. */
  public static ServerText of(String encoding) {
    return new ServerText(encoding, "");
  }

  /** Asks a server. */
  public static ServerText read(Connection connection) throws SQLException {
    String encoding =
        BoundStatement.of("SHOW server_encoding")
            .first(connection, row -> row.getString(1))
            .orElseThrow();
    int version =
        BoundStatement.of("SHOW server_version_num")
            .first(connection, row -> row.getInt(1))
            .orElseThrow();
    return new ServerText(
        encoding,
        version < FIRST_WITH_HASHES || !encoding.equals(UTF8)
            ? ""
            : BoundStatement.of(SAMPLE).first(connection, row -> row.getString(1)).orElseThrow());
  }

  /** Whether its texts need no conversion before they are compared with another server's. */
  public boolean utf8() {
    return encoding.equals(UTF8);
  }

  /** Whether equal texts have equal hashes at both servers, by their own faster function. */
  public boolean hashesAs(ServerText other) {
    return !sampleHash.isEmpty() && sampleHash.equals(other.sampleHash);
  }
}
