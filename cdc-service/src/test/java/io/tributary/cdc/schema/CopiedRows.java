package io.tributary.cdc.schema;

import static io.tributary.cdc.schema.SchemaFixture.openSource;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.run;

import io.tributary.common.sql.Sql;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.PGConnection;

/** Stands in for snapshot and apply: the rows of every table, written as apply's session would. */
final class CopiedRows {
  private static final String TABLES =
      """
      SELECT n.nspname, c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                           AND a.attgenerated = ''
       WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)'
       GROUP BY 1, 2""";

  private CopiedRows() {}

  /** Copies the rows of each schema of the source into the schema that the map names. */
  static void copy(String sourceDatabase, String targetDatabase, Map<String, String> schemas)
      throws SQLException {
    try (Connection source = openSource(sourceDatabase);
        Connection target = openTarget(targetDatabase);
        Statement statement = source.createStatement();
        ResultSet tables = statement.executeQuery(TABLES)) {
      run(target, "SET session_replication_role = replica");
      while (tables.next()) {
        String schema = tables.getString(1);
        String rest = "." + Sql.identifier(tables.getString(2)) + " (" + tables.getString(3) + ")";
        if (schemas.containsKey(schema)) {
          copy(
              source,
              "COPY " + Sql.identifier(schema) + rest + " TO STDOUT",
              target,
              "COPY " + Sql.identifier(schemas.get(schema)) + rest + " FROM STDIN");
        }
      }
    }
  }

  private static void copy(Connection source, String read, Connection target, String write)
      throws SQLException {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try {
      source.unwrap(PGConnection.class).getCopyAPI().copyOut(read, rows);
      target
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(write, new ByteArrayInputStream(rows.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
