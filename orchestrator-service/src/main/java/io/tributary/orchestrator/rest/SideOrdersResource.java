package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.state.Order;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Takes the orders that change sides: their rehearsal, the changes themselves, and their switch
 * actions.
 */
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
public class SideOrdersResource {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private final OrderDesk desk;

  SideOrdersResource(OrderDesk desk) {
    this.desk = desk;
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
    return desk.place(name, order, uri);
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
    return desk.place(
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
    return desk.place(name, order, uri);
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
    return desk.place(name, settle(OrderName.CONFIRM, action), uri);
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
    return desk.place(name, settle(OrderName.SKIP, action), uri);
  }

  private static Optional<String> checked(@Nullable String key) {
    if (key != null && !KEY.matcher(key).matches()) {
      throw new BadRequestException("Idempotency-Key is 1 to 200 printable ASCII characters.");
    }
    return Optional.ofNullable(key);
  }

  private static Order settle(OrderName order, @Nullable Integer action) {
    return new Order.SettleAction(
        order, action == null ? OptionalInt.empty() : OptionalInt.of(action));
  }
}
