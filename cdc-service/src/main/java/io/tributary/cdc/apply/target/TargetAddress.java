package io.tributary.cdc.apply.target;

import io.tributary.common.plan.Connection;
import io.tributary.common.secret.SecretReader;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;

/** The target's connection as the driver wants it. */
final class TargetAddress {
  private static final int CACHED_STATEMENTS = 512;
  private static final int PIPELINED_STATEMENTS = 256;

  private TargetAddress() {}

  static PgConnectOptions options(
      Connection connection, SecretReader secrets, int connectTimeoutMillis) {
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
