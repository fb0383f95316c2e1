package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.orchestrator.signin.SignInOffer;
import io.tributary.orchestrator.signin.SignInProvider;
import io.tributary.orchestrator.signin.SignInRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Signs people in to the console at an OpenID Connect server. Whoever comes has no token yet, so
 * everybody may ask; what is answered is what the server gives for a code of its own.
 */
@Path("/console/sign-in")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class SignInResource {
  private final SignInProvider provider;

  SignInResource(SignInProvider provider) {
    this.provider = provider;
  }

  @GET
  @Operation(hidden = true)
  public SignInOffer offer() {
    return provider.offer();
  }

  @POST
  @Operation(hidden = true)
  public Response token(SignInRequest request) {
    return Response.ok(provider.token(request))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
