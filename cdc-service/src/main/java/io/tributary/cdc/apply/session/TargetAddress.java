package io.tributary.cdc.apply.session;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;

/** Translates the connection of a migration file into options of the driver; pure. */
final class TargetAddress {
  private static final int CACHED_STATEMENTS = 512;
  private static final int PIPELINED_STATEMENTS = 256;

  private TargetAddress() {}

  static PgConnectOptions options(
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
    SslMode mode = connection.tls() == null ? SslMode.PREFER : SslMode.of(connection.tls());
    options.setSslMode(mode);
    switch (mode) {
      case DISABLE -> {}
      // As in libpq, these modes encrypt but do not ask who the server is.
      case ALLOW, PREFER, REQUIRE -> options.setTrustAll(true);
      case VERIFY_CA -> options.setHostnameVerificationAlgorithm("");
      case VERIFY_FULL -> options.setHostnameVerificationAlgorithm("HTTPS");
    }
    return options;
  }
}
