package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.access.RequestSender;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.loop.AuditedMigrations;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.repair.RepairPlan;
import io.tributary.orchestrator.rest.body.OrderConfirmation;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.state.SourceOrder;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes the operator's orders. */
@Path("/migrations/{name}")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Orders", description = "Answered with 202 once stored; the status tells how far it is")
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
public class OrdersResource {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private final MigrationRegistry migrations;
  private final AuditedMigrations audited;
  private final RequestSender sender;

  OrdersResource(MigrationRegistry migrations, AuditedMigrations audited, RequestSender sender) {
    this.migrations = migrations;
    this.audited = audited;
    this.sender = sender;
  }

  @POST
  @Path("/preflight")
  @Operation(
      summary = "Check sources and target",
      description = "Changes nothing. The findings appear in the status.")
  public Response preflight(String name, @Context UriInfo uri) {
    return place(name, Order.Plain.PREFLIGHT, uri);
  }

  @POST
  @Path("/start")
  @Operation(
      summary = "Start replicating",
      description = "Runs a preflight first and goes back to Created when that fails.")
  public Response start(String name, @Context UriInfo uri) {
    return place(name, Order.Plain.START, uri);
  }

  @POST
  @Path("/pause")
  @Operation(
      summary = "Stop applying",
      description = "Capture goes on, so that no source holds back WAL.")
  public Response pause(String name, @Context UriInfo uri) {
    return place(name, Order.Plain.PAUSE, uri);
  }

  @POST
  @Path("/resume")
  @Operation(
      summary = "Apply again",
      description =
          "After a pause, or where a stream or a step has stopped at an error that is not tried"
              + " again by itself. What runs goes on running.")
  public Response resume(String name, @Context UriInfo uri) {
    return place(name, Order.Plain.RESUME, uri);
  }

  @POST
  @Path("/cutover")
  @Operation(
      summary = "Cut over all sources",
      description =
          "Fences, drains, verifies, opens and switches all sources as one. The same"
              + " Idempotency-Key gets the same answer and never starts a second cutover. While"
              + " the switch waits for its next try, the order tries it at once.")
  @APIResponse(
      responseCode = "200",
      description = "The answer to a dry run",
      content = @Content(schema = @Schema(implementation = DryRunResult.class)))
  public Response cutover(
      String name,
      @HeaderParam("Idempotency-Key")
          @Parameter(description = "Made up by the caller, such as a UUID")
          @Nullable String key,
      @QueryParam("dryRun")
          @DefaultValue("false")
          @Parameter(description = "Only look at the gate and show the steps; touch nothing")
          boolean dryRun,
      @Context UriInfo uri) {
    Order order =
        dryRun
            ? Order.dryRun()
            : new Order.Cutover(UUID.randomUUID().toString(), checked(key), GateLook.NONE);
    return place(name, order, uri);
  }

  @POST
  @Path("/rehearse")
  @Operation(
      summary = "Rehearse a cutover, or after the switch a rollback",
      description =
          "Goes through everything of a cutover up to the fence, while the applications go on"
              + " writing: the same gate and the same step REHEARSE. Nothing is fenced. The status"
              + " says under `rehearsal` what was measured, and for how long applications will be"
              + " refused. The same Idempotency-Key gets the same answer.")
  public Response rehearse(
      String name,
      @HeaderParam("Idempotency-Key")
          @Parameter(description = "Made up by the caller, such as a UUID")
          @Nullable String key,
      @Context UriInfo uri) {
    return place(
        name, new Order.Rehearse(UUID.randomUUID().toString(), checked(key), GateLook.NONE), uri);
  }

  @POST
  @Path("/rollback")
  @Operation(
      summary = "Take a cutover back",
      description =
          "Possible after the switch, where every source has a way back. The steps of a cutover"
              + " with the sides exchanged: the target is fenced, what was written there is"
              + " drained into the sources, both sides are verified, and the sources are opened."
              + " The same Idempotency-Key gets the same answer.")
  @APIResponse(
      responseCode = "200",
      description = "The answer to a dry run",
      content = @Content(schema = @Schema(implementation = DryRunResult.class)))
  public Response rollback(
      String name,
      @HeaderParam("Idempotency-Key")
          @Parameter(description = "Made up by the caller, such as a UUID")
          @Nullable String key,
      @QueryParam("dryRun")
          @DefaultValue("false")
          @Parameter(description = "Only look at the gate and show the steps; touch nothing")
          boolean dryRun,
      @Context UriInfo uri) {
    Order order =
        dryRun
            ? new Order.DryRollback(GateLook.NONE)
            : new Order.Rollback(UUID.randomUUID().toString(), checked(key), GateLook.NONE);
    return place(name, order, uri);
  }

  private static Optional<String> checked(@Nullable String key) {
    if (key != null && !KEY.matcher(key).matches()) {
      throw new BadRequestException("Idempotency-Key is 1 to 200 printable ASCII characters.");
    }
    return Optional.ofNullable(key);
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
    KnownSource.requireStream(migrations.plan(name), source);
    return place(name, new SourceOrder.Replay(Optional.ofNullable(source)), uri);
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
    if (source == null) {
      throw new BadRequestException("repair needs the source: ?source=NAME.");
    }
    KnownSource.require(migrations.plan(name), source);
    return place(name, new SourceOrder.Repair(source, Optional.ofNullable(table), dryRun), uri);
  }

  @POST
  @Path("/confirm")
  @Operation(
      summary = "Say that a switch action was done by hand",
      description =
          "Possible from SWITCH on. The switch goes on with the next action; a command that still"
              + " runs is left running.")
  public Response confirm(
      String name,
      @QueryParam("action")
          @Parameter(description = "Its number, 1 for the first; the one in hand by default")
          @Nullable Integer action,
      @Context UriInfo uri) {
    return place(name, settle(OrderName.CONFIRM, action), uri);
  }

  @POST
  @Path("/skip")
  @Operation(
      summary = "Do without a switch action",
      description = "As confirm, but told as skipped: nobody has done its work.")
  public Response skip(
      String name,
      @QueryParam("action")
          @Parameter(description = "Its number, 1 for the first; the one in hand by default")
          @Nullable Integer action,
      @Context UriInfo uri) {
    return place(name, settle(OrderName.SKIP, action), uri);
  }

  @POST
  @Path("/abort")
  @Operation(
      summary = "Give the migration up",
      description =
          "Lifts fences and removes connectors, slots and publications, and what was created in"
              + " the target. Not possible once a cutover has reached OPEN.")
  public Response abort(
      String name,
      @QueryParam("keepTarget")
          @DefaultValue("false")
          @Parameter(description = "Leave what was created in the target")
          boolean keepTarget,
      @Context UriInfo uri) {
    return place(name, new Order.Abort(keepTarget), uri);
  }

  @POST
  @Path("/complete")
  @Operation(
      summary = "Complete a migration that is switched",
      description =
          "Removes connectors, slots, publications and topics of changes and dead letters. The"
              + " sources keep their fences. A way back is given up for good, so where there is"
              + " one the body has to name the migration.")
  public Response complete(
      String name,
      @RequestBody(
              description = "Has to name the migration where it has a way back",
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = OrderConfirmation.class)))
          InputStream body,
      @QueryParam("purge")
          @DefaultValue("false")
          @Parameter(
              description =
                  "Also remove quarantined rows, dead letters and keys of rows that the target"
                      + " keeps for the migration")
          boolean purge,
      @Context UriInfo uri) {
    return place(name, new Order.Complete(purge, OrderConfirmation.in(body)), uri);
  }

  private static Order settle(OrderName order, @Nullable Integer action) {
    return new Order.SettleAction(
        order, action == null ? OptionalInt.empty() : OptionalInt.of(action));
  }

  private Response place(String name, Order order, UriInfo uri) {
    return audited
        .order(name, order, sender.requester())
        .map(new ReplyResponse(name, order.order(), uri.getPath()));
  }
}
