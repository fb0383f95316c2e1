package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.access.RequestSender;
import io.tributary.orchestrator.loop.AuditedMigrations;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.state.SourceOrder;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes the order to begin one source of a running migration anew. */
@Path("/migrations/{name}/restart")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Orders")
@RolesAllowed(AccessRoles.OPERATOR)
public class RestartResource {
  private final MigrationRegistry migrations;
  private final AuditedMigrations audited;
  private final RequestSender sender;

  RestartResource(MigrationRegistry migrations, AuditedMigrations audited, RequestSender sender) {
    this.migrations = migrations;
    this.audited = audited;
    this.sender = sender;
  }

  @POST
  @Operation(
      summary = "Begin one source anew",
      description =
          "Possible while the migration replicates, also where a source has stopped at an error."
              + " Capture, topics and what was made in the target for the source are removed and"
              + " made again, with the tables that the source has then, also new ones; its rows are"
              + " copied again. The other sources go on, and the gate stays shut meanwhile.")
  @APIResponse(
      responseCode = "202",
      description = "Stored and being carried out",
      content = @Content(schema = @Schema(implementation = OrderAccepted.class)))
  @APIResponse(
      responseCode = "409",
      description = "Not possible now; `detail` says why and what is",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public Response restart(
      String name,
      @QueryParam("source") @Parameter(description = "The source", required = true)
          @Nullable String source,
      @QueryParam("table")
          @Parameter(description = "Refused: a source begins anew with all its tables")
          @Nullable String table,
      @Context UriInfo uri) {
    if (source == null) {
      throw new BadRequestException("restart needs the source: ?source=NAME.");
    }
    KnownSource.require(migrations.plan(name), source);
    SourceOrder.Restart order = new SourceOrder.Restart(source, Optional.ofNullable(table));
    return audited
        .order(name, order, sender.requester())
        .map(new ReplyResponse(name, order.order(), uri.getPath()));
  }
}
