package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.access.RequestSender;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.orchestrator.loop.AuditedMigrations;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.rest.body.BodyText;
import io.tributary.orchestrator.rest.body.FileDigest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is done about a switch action that does not succeed. */
@Path("/migrations/{name}/switch")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Switch", description = "Behind the opening of the target there is only forward")
@RolesAllowed(AccessRoles.VIEWER)
public class SwitchResource {
  private final MigrationRegistry migrations;
  private final SideOrdersResource orders;
  private final AuditedMigrations audited;
  private final RequestSender sender;

  SwitchResource(
      MigrationRegistry migrations,
      SideOrdersResource orders,
      AuditedMigrations audited,
      RequestSender sender) {
    this.migrations = migrations;
    this.audited = audited;
    this.sender = sender;
    this.orders = orders;
  }

  @PUT
  @RolesAllowed(AccessRoles.AUTHOR)
  @Consumes({"application/yaml", "text/yaml", "application/x-yaml"})
  @Operation(
      summary = "Replace the switch actions that are left",
      description =
          "The list as it stands under cutover.switch. Actions that are done stay before it; the"
              + " one that waits for its next try is tried at once as it is now.")
  public MigrationSummary replace(
      String name,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/yaml",
                      schema = @Schema(type = SchemaType.STRING)))
          InputStream body) {
    String text = BodyText.text(body);
    audited.switching(
        name, MigrationFile.parseSwitch(text), FileDigest.of(text), sender.requester());
    return MigrationSummary.of(migrations.known(name));
  }

  @POST
  @RolesAllowed(AccessRoles.OPERATOR)
  @Path("/confirm")
  @Operation(summary = "The same as the order confirm")
  public Response confirm(
      String name, @QueryParam("action") @Nullable Integer action, @Context UriInfo uri) {
    return orders.confirm(name, action, uri);
  }

  @POST
  @RolesAllowed(AccessRoles.OPERATOR)
  @Path("/skip")
  @Operation(summary = "The same as the order skip")
  public Response skip(
      String name, @QueryParam("action") @Nullable Integer action, @Context UriInfo uri) {
    return orders.skip(name, action, uri);
  }
}
