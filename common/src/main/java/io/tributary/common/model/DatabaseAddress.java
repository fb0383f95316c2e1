package io.tributary.common.model;

import io.tributary.common.secret.SecretRef;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a PostgreSQL database.
 *
 * @param host name or address
 * @param port TCP port, 5432 by default
 * @param database the database's name
 * @param user the role to log in as
 * @param password where the password is kept, or null when the server asks for none
 * @param tls libpq's sslmode: disable, prefer (default), require, verify-ca or verify-full
 */
public record DatabaseAddress(
    String host, int port, String database, String user, @Nullable SecretRef password, String tls) {
  /** The address of a database of which a file does not say where it is; the file is refused. */
  public static final DatabaseAddress UNSAID = new DatabaseAddress("", 0, "", "", null, "prefer");

  /** The JDBC address, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?sslmode=" + tls;
  }

  /** For people: host, port and database. */
  public String display() {
    return host + ":" + port + "/" + database;
  }
}
