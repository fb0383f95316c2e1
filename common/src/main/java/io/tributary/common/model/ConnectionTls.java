package io.tributary.common.model;

import io.tributary.common.tls.PemSocketFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The encryption of a connection, and the PEM files that it needs, in the words of each client.
 *
 * @param mode whether the server's certificate is checked
 * @param ca file with the certificates of authorities that are trusted; null where none is checked
 * @param certificate file with the certificate to show to the server, or null
 * @param key file with its key, or null
 * @param unverified whether the file accepts that nobody is found out on the way to another host
 */
public record ConnectionTls(
    TlsMode mode,
    @Nullable String ca,
    @Nullable String certificate,
    @Nullable String key,
    boolean unverified) {

  /** Encrypted where the server offers it, and without any file. */
  public static final ConnectionTls PREFERRED = of(TlsMode.PREFER);

  /** A mode without any file. */
  public static ConnectionTls of(TlsMode mode) {
    return new ConnectionTls(mode, null, null, null, false);
  }

  /**
   * The same with its files at other places.
   *
   * @param where from the path that the migration file names to the one that is opened
   */
  public ConnectionTls at(UnaryOperator<String> where) {
    return new ConnectionTls(
        mode,
        ca == null ? null : where.apply(ca),
        certificate == null ? null : where.apply(certificate),
        key == null ? null : where.apply(key),
        unverified);
  }

  /** The properties of PostgreSQL's JDBC driver. */
  public Map<String, String> driverProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("sslmode", mode.word());
    put(properties, "sslrootcert", ca);
    put(properties, "sslcert", certificate);
    put(properties, "sslkey", key);
    if (mode.verifies()) {
      // The driver's own reads keys in a form that neither libpq nor Vert.x does.
      properties.put("sslfactory", PemSocketFactory.class.getName());
    }
    return properties;
  }

  /** The variables of libpq's environment. */
  public Map<String, String> libpqVariables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PGSSLMODE", mode.word());
    put(variables, "PGSSLROOTCERT", ca);
    put(variables, "PGSSLCERT", certificate);
    put(variables, "PGSSLKEY", key);
    return variables;
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
