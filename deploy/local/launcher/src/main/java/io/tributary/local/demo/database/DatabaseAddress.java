package io.tributary.local.demo.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The address of a database as applications have it in their .env files. */
public sealed interface DatabaseAddress permits ChromaAddress, PostgresAddress, SqliteAddress {

  /** A connection like an application's. */
  Connection open() throws SQLException;

  /** A connection that reads the state of one moment until it commits. */
  Connection openSnapshot() throws SQLException;

  /** The application's tables in a schema by name, each with what its rows are selected from. */
  Map<String, String> tables(Connection connection, String schema) throws SQLException;

  /** As it is in the .env file. */
  String text();

  /** Whether it is on the side that the migration moves away from. */
  boolean legacy(int legacyPort);

  /** What a failure of this database means to the application. */
  WriteFailure failure(SQLException e);

  /** Reads any kind. */
  static DatabaseAddress parse(String address) {
    if (address.startsWith(ChromaAddress.SCHEME)) {
      return ChromaAddress.parse(address);
    }
    return address.startsWith(SqliteAddress.SCHEME)
        ? SqliteAddress.parse(address)
        : PostgresAddress.parse(address);
  }

  /** A relation as SQL names it. */
  static String relation(String schema, String name) {
    return quoted(schema) + "." + quoted(name);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The address that a variable of an .env file holds; quotes around it do not belong to it. */
  static DatabaseAddress read(Path envFile, String variable) throws IOException {
    for (String line : Files.readAllLines(envFile)) {
      if (line.startsWith(variable + "=")) {
        String value = line.substring(variable.length() + 1).strip();
        boolean quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
        return parse(quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    throw new IOException("The file " + envFile + " does not set " + variable + ".");
  }
}
