package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.access.RequestSender;
import io.tributary.common.plan.Migration;
import io.tributary.common.topic.TopicNames;
import io.tributary.orchestrator.loop.AuditedMigrations;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.order.LeftAtSource;
import io.tributary.orchestrator.service.OrchestratorSettings;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Ends a migration without a source that does not come back. */
@Path("/migrations/{name}/abandon")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Orders")
@RolesAllowed(AccessRoles.OPERATOR)
public class AbandonResource {
  private final MigrationRegistry migrations;
  private final AuditedMigrations audited;
  private final RequestSender sender;
  private final TopicNames topics;

  AbandonResource(
      MigrationRegistry migrations,
      AuditedMigrations audited,
      RequestSender sender,
      OrchestratorSettings settings) {
    this.migrations = migrations;
    this.audited = audited;
    this.sender = sender;
    this.topics = new TopicNames(settings.topicPrefix());
  }

  @POST
  @Operation(
      summary = "End an abort or a completion without a source that is gone",
      description =
          "Possible while the migration is being aborted or completed. Connector, topic and what"
              + " was made in the target are dealt with as for the other sources; nothing is done"
              + " at the source. The answer names what is still there should it come back;"
              + " docs/runbook.md says how to remove it by hand.")
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
  public Response abandon(
      String name,
      @QueryParam("source") @Parameter(description = "The source that is gone", required = true)
          @Nullable String source,
      @Context UriInfo uri) {
    if (source == null) {
      throw new BadRequestException("abandon needs the source that is gone: ?source=NAME.");
    }
    Migration plan = migrations.plan(name);
    KnownSource.require(plan, source);
    SourceOrder.Abandon order = new SourceOrder.Abandon(source);
    return audited
        .order(name, order, sender.requester())
        .map(
            new ReplyResponse(
                name, order.order(), uri.getPath(), LeftAtSource.of(plan, source, topics)));
  }
}
