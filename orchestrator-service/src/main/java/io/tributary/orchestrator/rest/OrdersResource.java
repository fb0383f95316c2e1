package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.orchestrator.rest.body.OrderConfirmation;
import io.tributary.orchestrator.state.Order;
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
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes the orders of a migration's life but for its changes of sides. */
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
  private final OrderDesk desk;

  OrdersResource(OrderDesk desk) {
    this.desk = desk;
  }

  @POST
  @Path("/preflight")
  @Operation(
      summary = "Check sources and target",
      description = "Changes nothing. The findings appear in the status.")
  public Response preflight(String name, @Context UriInfo uri) {
    return desk.place(name, Order.Plain.PREFLIGHT, uri);
  }

  @POST
  @Path("/start")
  @Operation(
      summary = "Start replicating",
      description = "Runs a preflight first and goes back to Created when that fails.")
  public Response start(String name, @Context UriInfo uri) {
    return desk.place(name, Order.Plain.START, uri);
  }

  @POST
  @Path("/pause")
  @Operation(
      summary = "Stop applying",
      description = "Capture goes on, so that no source holds back WAL.")
  public Response pause(String name, @Context UriInfo uri) {
    return desk.place(name, Order.Plain.PAUSE, uri);
  }

  @POST
  @Path("/resume")
  @Operation(
      summary = "Apply again",
      description =
          "After a pause, or where a stream or a step has stopped at an error that is not tried"
              + " again by itself. What runs goes on running.")
  public Response resume(String name, @Context UriInfo uri) {
    return desk.place(name, Order.Plain.RESUME, uri);
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
    return desk.place(name, new Order.Abort(keepTarget), uri);
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
    return desk.place(name, new Order.Complete(purge, OrderConfirmation.in(body)), uri);
  }
}
