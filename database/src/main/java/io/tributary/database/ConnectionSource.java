package io.tributary.database;

import io.tributary.common.error.RowValues;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.login.LoginKeys;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Turns the connection of a migration file into properties of PostgreSQL's JDBC driver, the one
 * place that does. A name reaches the driver as a property and never as a part of an address, so no
 * letter in it leads elsewhere.
 */
public final class ConnectionSource {
  private static final int CONNECT_SECONDS = 5;

  static {
    LoginKeys.remember();
  }

  private ConnectionSource() {}

  /**
   * Makes connections; the password is read now.
   *
   * @param applicationName as in pg_stat_activity
   * @param limit how long a server may leave a statement unanswered, zero for ever
   */
  public static PGSimpleDataSource of(
      DatabaseAddress place, SecretReader secrets, String applicationName, Duration limit) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {place.host()});
    source.setPortNumbers(new int[] {place.port()});
    source.setDatabaseName(place.database());
    source.setUser(place.user());
    if (place.password() != null) {
      source.setPassword(secrets.read(place.password()));
    }
    place
        .tls()
        .at(secrets::tlsFile)
        .driverProperties()
        .forEach((name, value) -> set(source, name, value));
    source.setApplicationName(applicationName);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout((int) limit.toSeconds());
    source.setTcpKeepAlive(true);
    // Details print rows and keys; those of failures are in their messages and in logged stacks.
    source.setLogServerErrorDetail(RowValues.shown());
    return source;
  }

  private static void set(PGSimpleDataSource source, String property, String value) {
    try {
      source.setProperty(property, value);
    } catch (SQLException e) {
      throw new IllegalArgumentException("The driver knows no property " + property, e);
    }
  }
}
