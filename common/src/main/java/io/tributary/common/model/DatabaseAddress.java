package io.tributary.common.model;

import io.tributary.common.secret.SecretRef;
import io.tributary.common.tls.LoopbackHost;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a PostgreSQL database.
 *
 * @param host name or address
 * @param port TCP port, 5432 by default
 * @param database the database's name
 * @param user the role to log in as
 * @param password where the password is kept, or null when the server asks for none
 * @param tls how the connection is encrypted
 */
public record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    @Nullable SecretRef password,
    ConnectionTls tls) {
  /** The address of a database of which a file does not say where it is; the file is refused. */
  public static final DatabaseAddress UNSAID =
      new DatabaseAddress("", 0, "", "", null, TlsMode.PREFER);

  /** The address of a server whose encryption needs no files. */
  public DatabaseAddress(
      String host,
      int port,
      String database,
      String user,
      @Nullable SecretRef password,
      TlsMode tls) {
    this(host, port, database, user, password, ConnectionTls.of(tls));
  }

  /** Another database of the same server. */
  public DatabaseAddress at(String otherDatabase) {
    return new DatabaseAddress(host, port, otherDatabase, user, password, tls);
  }

  /** Whether the server is on this machine, so that nobody is on the way to it. */
  public boolean onLoopback() {
    return LoopbackHost.matches(host);
  }

  /** For people: host, port and database. */
  public String display() {
    return host + ":" + port + "/" + database;
  }
}
