package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.common.topic.TopicNames;
import io.tributary.orchestrator.order.LeftAtSource;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.repair.RepairPlan;
import io.tributary.orchestrator.service.OrchestratorSettings;
import io.tributary.orchestrator.state.SourceOrder;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes the orders about one source of a migration, or about its rows. */
@Path("/migrations/{name}")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Orders")
@APIResponse(
    responseCode = "202",
    description = "Stored and being carried out",
    content = @Content(schema = @Schema(implementation = OrderAccepted.class)))
@APIResponse(
    responseCode = "409",
    description = "Not possible now; `detail` says why and what is",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@RolesAllowed(AccessRoles.OPERATOR)
public class SourceOrdersResource {
  private final OrderDesk desk;
  private final TopicNames topics;

  SourceOrdersResource(OrderDesk desk, OrchestratorSettings settings) {
    this.desk = desk;
    this.topics = new TopicNames(settings.topicPrefix());
  }

  @POST
  @Path("/replay")
  @Operation(
      summary = "Apply dead letters again",
      description =
          "After their cause was mended. Those that are still refused stay, and so do later changes"
              + " of their rows. The status says under `deadLetters` of each source which request"
              + " was carried out last, and what was applied and left.")
  public Response replay(
      String name,
      @QueryParam("source")
          @Parameter(
              description = "Only the dead letters of this source, or of its way back (shop.back)")
          @Nullable String source,
      @Context UriInfo uri) {
    desk.requireStream(name, source);
    return desk.place(name, new SourceOrder.Replay(Optional.ofNullable(source)), uri);
  }

  @POST
  @Path("/repair")
  @Operation(
      summary = "Write rows of the target again that differ from the source's",
      description =
          "Only rows that the validator has confirmed to differ, which are at most the first 100 of"
              + " a source at a time. Each is read at the source and written, or deleted where the"
              + " source does not have it, at a moment at which the stream holds nothing for it."
              + " The validator then compares the tables again. The status says under `repair` of"
              + " the source what was written, deleted and left.")
  @APIResponse(
      responseCode = "200",
      description = "The answer to a dry run",
      content = @Content(schema = @Schema(implementation = RepairPlan.class)))
  public Response repair(
      String name,
      @QueryParam("source") @Parameter(description = "Whose rows", required = true)
          @Nullable String source,
      @QueryParam("table")
          @Parameter(
              description =
                  "Only this table, as schema.table at the source; every table with confirmed"
                      + " differences by default")
          @Nullable String table,
      @QueryParam("dryRun")
          @DefaultValue("false")
          @Parameter(description = "Only name keys, kinds and columns; touch nothing")
          boolean dryRun,
      @Context UriInfo uri) {
    String known = desk.knownSource(name, OrderName.REPAIR, source);
    return desk.place(name, new SourceOrder.Repair(known, Optional.ofNullable(table), dryRun), uri);
  }

  @POST
  @Path("/restart")
  @Operation(
      summary = "Begin one source, or one table of it, anew",
      description =
          "Possible while the migration replicates, also where a source has stopped at an error."
              + " Capture, topics and what was made in the target for the source are removed and"
              + " made again, with the tables that the source has then, also new ones; its rows are"
              + " copied again. The other sources go on, and the gate stays shut meanwhile. With a"
              + " table its rows alone are replaced by those that the source has, while the other"
              + " tables of the source go on; the status says under `tableRestarts` of the source"
              + " how far it is.")
  public Response restart(
      String name,
      @QueryParam("source") @Parameter(description = "The source", required = true)
          @Nullable String source,
      @QueryParam("table")
          @Parameter(
              description =
                  "Only this table, as schema.table at the source; refused for a Chroma directory")
          @Nullable String table,
      @Context UriInfo uri) {
    String known = desk.knownSource(name, OrderName.RESTART, source);
    return desk.place(name, new SourceOrder.Restart(known, Optional.ofNullable(table)), uri);
  }

  @POST
  @Path("/add-tables")
  @Operation(
      summary = "Take new tables of one source in",
      description =
          "Possible while the migration replicates. Tables that were made at the source since it is"
              + " captured, which the status names under `newTables` of the source, are made in the"
              + " target and filled, while everything else goes on; the status says under"
              + " `tableRestarts` how far each is. For PostgreSQL sources and SQLite files.")
  public Response addTables(
      String name,
      @QueryParam("source") @Parameter(description = "The source", required = true)
          @Nullable String source,
      @QueryParam("table")
          @Parameter(
              description =
                  "Only this table, as schema.table at the source; may be repeated. All new tables"
                      + " by default")
          List<String> tables,
      @Context UriInfo uri) {
    String known = desk.knownSource(name, OrderName.ADD_TABLES, source);
    return desk.place(name, new SourceOrder.AddTables(known, tables), uri);
  }

  @POST
  @Path("/abandon")
  @Operation(
      summary = "End an abort or a completion without a source that is gone",
      description =
          "Possible while the migration is being aborted or completed. Connector, topic and what"
              + " was made in the target are dealt with as for the other sources; nothing is done"
              + " at the source. The answer names what is still there should it come back;"
              + " docs/runbook.md says how to remove it by hand.")
  public Response abandon(
      String name,
      @QueryParam("source") @Parameter(description = "The source that is gone", required = true)
          @Nullable String source,
      @Context UriInfo uri) {
    String known = desk.knownSource(name, OrderName.ABANDON, source);
    List<String> left = LeftAtSource.of(desk.plan(name), known, topics);
    return desk.place(name, new SourceOrder.Abandon(known), uri, left);
  }
}
