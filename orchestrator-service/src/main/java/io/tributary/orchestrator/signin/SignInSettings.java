package io.tributary.orchestrator.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/**
 * How people sign in to the console where OpenID Connect is configured ({@code
 * quarkus.oidc.auth-server-url}).
 */
@ConfigMapping(prefix = "tributary.console")
public interface SignInSettings {
  /**
   * The console's name at the OpenID Connect server: a public client, without a secret, that may
   * use the authorization code flow with PKCE (S256). Without it the console asks for a token.
   */
  Optional<String> clientId();

  /** What the console asks the server for, with spaces between. */
  @WithDefault("openid")
  String scope();
}
