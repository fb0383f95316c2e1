package io.tributary.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets whoever has another role look as viewers do, where OpenID Connect tells who they are. */
@ApplicationScoped
public class ViewerRole implements SecurityIdentityAugmentor {
  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    boolean more =
        identity.hasRole(AccessRoles.OPERATOR)
            || identity.hasRole(AccessRoles.AUTHOR)
            || identity.hasRole(AccessRoles.VALUES);
    return Uni.createFrom()
        .item(
            more
                ? QuarkusSecurityIdentity.builder(identity).addRole(AccessRoles.VIEWER).build()
                : identity);
  }
}
