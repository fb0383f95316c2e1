package io.tributary.cdc.apply.session;

import io.tributary.common.secret.SecretReader;
import io.tributary.common.tls.TlsRefusal;
import io.tributary.database.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Finds out why a handshake of the apply's driver failed. It says only that it did, be it that the
 * certificate is not trusted or that the network broke; the JDBC driver tells the two apart.
 */
final class HandshakeFailure {
  private static final String UNEXPLAINED = "SSL handshake failed";
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private HandshakeFailure() {}

  /** The failure, or a lasting one where the JDBC driver meets a refusal at the same place. */
  static TargetFailure explained(TargetFailure failure, StreamEnd end, SecretReader secrets) {
    Throwable cause = failure.getCause();
    if (cause == null || !UNEXPLAINED.equals(cause.getMessage())) {
      return failure;
    }
    try (Connection again =
        ConnectionSource.of(end.address(), secrets, "tributary-apply", LIMIT).getConnection()) {
      return failure;
    } catch (SQLException e) {
      return TlsRefusal.in(e) ? TargetFailure.of(end.name(), e) : failure;
    }
  }
}
