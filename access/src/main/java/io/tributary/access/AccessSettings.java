package io.tributary.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use the HTTP interface of a service. Without a token file and without OpenID Connect
 * ({@code quarkus.oidc.auth-server-url}) nobody may, but for the health checks.
 */
@ConfigMapping(prefix = "tributary.access")
public interface AccessSettings {
  /** A file whose first line is a token with every role, named {@code local} in the history. */
  Optional<Path> tokenFile();

  /**
   * A file of more tokens: a name, roles with commas between them, and the token or {@code sha256:}
   * with the SHA-256 of it in hexadecimal, on a line each; {@code #} begins a comment.
   */
  Optional<Path> tokensFile();

  /**
   * Names and addresses in the {@code Host} of requests beside those of the loopback interface,
   * without ports. Others are refused: a page whose name leads to this machine uses another.
   */
  Optional<Set<String>> hosts();

  /** Whether metrics are read without a token. */
  @WithDefault("false")
  boolean openMetrics();
}
