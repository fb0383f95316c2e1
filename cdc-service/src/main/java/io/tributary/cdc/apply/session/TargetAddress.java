package io.tributary.cdc.apply.session;

import io.tributary.common.model.ConnectionTls;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;

/** Translates the connection of a migration file into options of the driver; pure. */
public final class TargetAddress {
  private static final int CACHED_STATEMENTS = 512;
  private static final int PIPELINED_STATEMENTS = 256;

  private TargetAddress() {}

  /** What the driver has to know; the password is read now. */
  public static PgConnectOptions options(
      DatabaseAddress connection, SecretReader secrets, int connectTimeoutMillis) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(connection.host())
            .setPort(connection.port())
            .setDatabase(connection.database())
            .setUser(connection.user())
            .setPipeliningLimit(PIPELINED_STATEMENTS)
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
            .setPreparedStatementCacheSqlFilter(sql -> true);
    options.setConnectTimeout(connectTimeoutMillis);
    options.setTcpKeepAlive(true);
    options.addProperty("application_name", "tributary-apply");
    if (connection.password() != null) {
      options.setPassword(secrets.read(connection.password()));
    }
    encrypt(options, connection.tls().at(secrets::tlsFile));
    return options;
  }

  private static void encrypt(PgConnectOptions options, ConnectionTls tls) {
    options.setSslMode(SslMode.of(tls.mode().word()));
    switch (tls.mode()) {
      case DISABLE -> {}
      // As in libpq, these modes encrypt but do not ask who the server is.
      case PREFER, REQUIRE -> options.setTrustAll(true);
      case VERIFY_CA -> options.setHostnameVerificationAlgorithm("");
      case VERIFY_FULL -> options.setHostnameVerificationAlgorithm("HTTPS");
    }
    if (tls.ca() != null) {
      options.setPemTrustOptions(new PemTrustOptions().addCertPath(tls.ca()));
    }
    if (tls.certificate() != null && tls.key() != null) {
      options.setPemKeyCertOptions(
          new PemKeyCertOptions().addCertPath(tls.certificate()).addKeyPath(tls.key()));
    }
  }
}
