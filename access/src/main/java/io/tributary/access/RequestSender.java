package io.tributary.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.tributary.common.event.Requester;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.security.Principal;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Tells who sends the request in hand. */
@RequestScoped
public class RequestSender {
  private final SecurityIdentity identity;
  private final RoutingContext context;

  RequestSender(SecurityIdentity identity, RoutingContext context) {
    this.identity = identity;
    this.context = context;
  }

  /** The sender, for the history. */
  public Requester requester() {
    return of(identity, context);
  }

  static Requester of(SecurityIdentity identity, RoutingContext context) {
    return of(
        name(identity.getPrincipal()), identity.getRoles().stream().sorted().toList(), context);
  }

  static Requester of(String principal, List<String> roles, RoutingContext context) {
    SocketAddress from = context.request().remoteAddress();
    return new Requester(
        principal,
        roles,
        from == null || from.hostAddress() == null ? "-" : from.hostAddress(),
        RequestId.of(context));
  }

  /** Names of people change hands; subjects of OpenID Connect do not. */
  private static String name(Principal principal) {
    return principal instanceof JsonWebToken token && token.getSubject() != null
        ? token.getSubject()
        : principal.getName();
  }
}
