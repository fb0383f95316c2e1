package io.tributary.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends a request by its bearer token (RFC 6750). A token that is in no file is left to
 * OpenID Connect where that is configured. Thread-safe.
 */
@ApplicationScoped
public class TokenAuthentication implements HttpAuthenticationMechanism {
  private static final String BEARER = "bearer ";
  private static final String WWW_AUTHENTICATE = "WWW-Authenticate";
  private static final String CHALLENGE = "Bearer realm=\"tributary\"";

  private final ApiTokens tokens;
  private final boolean openIdConnect;

  TokenAuthentication(
      AccessSettings settings,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "false")
          boolean openIdConnect) {
    this.tokens = ApiTokens.read(settings);
    this.openIdConnect = openIdConnect;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager providers) {
    String token = token(context);
    if (token == null) {
      return Uni.createFrom().nullItem();
    }
    return tokens
        .find(token)
        .map(known -> Uni.createFrom().item(identity(known)))
        .orElseGet(
            () ->
                openIdConnect
                    ? Uni.createFrom().nullItem()
                    : Uni.createFrom().failure(new AuthenticationFailedException()));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom()
        .item(
            new ChallengeData(AccessError.TOKEN_MISSING.httpStatus(), WWW_AUTHENTICATE, CHALLENGE));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    context.response().putHeader(WWW_AUTHENTICATE, CHALLENGE);
    ProblemAnswer.end(
        context,
        AccessError.TOKEN_MISSING,
        "Unauthorized",
        token(context) == null
            ? "Send the token as Authorization: Bearer …; `./tributary up` keeps it in the file"
                + " api.token of its home directory."
            : "This service does not know the token. `./tributary up` keeps its own in the file"
                + " api.token of its home directory; others are in the file of"
                + " tributary.access.tokens-file.");
    return Uni.createFrom().item(true);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  /** Before OpenID Connect, which refuses every token that it did not issue. */
  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 10;
  }

  private static SecurityIdentity identity(ApiToken token) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(token.name()))
        .addRoles(token.roles())
        // Every role may look; those of OpenID Connect get it by ViewerRole.
        .addRole(AccessRoles.VIEWER)
        .build();
  }

  private static @Nullable String token(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }
}
