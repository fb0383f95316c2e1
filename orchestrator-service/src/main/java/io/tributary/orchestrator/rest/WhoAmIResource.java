package io.tributary.orchestrator.rest;

import io.tributary.access.AccessRoles;
import io.tributary.access.RequestSender;
import io.tributary.common.event.Requester;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells whoever asks by which name and with which roles the service knows them. */
@Path("/whoami")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access", description = "Who asks, and what they may")
@RolesAllowed(AccessRoles.VIEWER)
public class WhoAmIResource {
  private final RequestSender sender;

  WhoAmIResource(RequestSender sender) {
    this.sender = sender;
  }

  /** The sender of a request. */
  @Schema(description = "By what the history knows the sender of a request")
  public record KnownSender(
      @Schema(
              description = "The name of the token, or the subject of OpenID Connect",
              examples = "night-shift")
          String principal,
      @Schema(description = "viewer, operator, author, values", examples = "operator")
          List<String> roles) {}

  @GET
  @Operation(
      summary = "Tell who asks",
      description = "The name of the token, or the subject of OpenID Connect, and its roles.")
  public KnownSender sender() {
    Requester requester = sender.requester();
    return new KnownSender(requester.principal(), requester.roles());
  }
}
