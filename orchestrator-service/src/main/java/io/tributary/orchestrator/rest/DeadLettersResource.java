package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.access.ShowsRows;
import io.tributary.common.error.TributaryException;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.loop.OrderError;
import io.tributary.orchestrator.state.SourceOrder;
import io.tributary.orchestrator.store.DeadLetterEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows the changes that the target, or a source on its way back, refused, and gives one up. */
@Path("/migrations/{name}/dead-letters")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dead letters", description = "Changes that the target refused")
@RolesAllowed(AccessRoles.VIEWER)
public class DeadLettersResource {
  private static final int MOST = 1_000;

  private final MigrationRegistry migrations;
  private final OrderDesk desk;

  DeadLettersResource(MigrationRegistry migrations, OrderDesk desk) {
    this.migrations = migrations;
    this.desk = desk;
  }

  @GET
  @ShowsRows
  @Operation(
      summary = "List the changes that the target, or a source on its way back, refused",
      description =
          "Oldest first, without their values. Mend the cause, then order `replay`. While there is"
              + " one, no cutover begins.")
  public DeadLetterPage list(
      String name,
      @QueryParam("source")
          @Schema(
              description =
                  "Only those of this source; with .back behind its name those of its way back,"
                      + " which stand in the source where that is a PostgreSQL, and are not listed"
                      + " otherwise")
          @Nullable String source,
      @QueryParam("after") @DefaultValue("0") @Schema(description = "Only those after this id")
          long after,
      @QueryParam("limit") @DefaultValue("100") @Schema(description = "At most 1000") int limit) {
    KnownSource.requireStream(migrations.plan(name), source);
    int most = Math.max(1, Math.min(limit, MOST));
    return DeadLetterPage.of(
        migrations.ask(
            name, source, List.of(), session -> session.deadLetters(name, source, after, most + 1)),
        most);
  }

  @DELETE
  @RolesAllowed(AccessRoles.OPERATOR)
  @Path("/{id}")
  @Operation(
      summary = "Give one refused change up",
      description =
          "Its change is lost to the target. Later changes of its row that waited for it are"
              + " applied again, like all other dead letters of the source. If the row is not equal"
              + " after that, the validator says so and the cutover stays blocked.")
  @APIResponse(
      responseCode = "202",
      description = "Stored and being carried out",
      content = @Content(schema = @Schema(implementation = OrderAccepted.class)))
  @APIResponse(
      responseCode = "404",
      description = "There is no such dead letter, or not any more",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public Response discard(
      String name,
      long id,
      @QueryParam("source")
          @Schema(
              description =
                  "Needed for one of a way back into a PostgreSQL, which has numbers of its own")
          @Nullable String source,
      @Context UriInfo uri) {
    KnownSource.requireStream(migrations.plan(name), source);
    DeadLetterEntry found =
        migrations
            .ask(
                name,
                source,
                List.<DeadLetterEntry>of(),
                session -> session.deadLetters(name, source, id - 1, 1))
            .stream()
            .filter(entry -> entry.id() == id)
            .findFirst()
            .orElseThrow(() -> unknown(name, id));
    return desk.place(name, new SourceOrder.Discard(found.source(), id), uri);
  }

  private static TributaryException unknown(String name, long id) {
    return new TributaryException(
        OrderError.UNKNOWN_DEAD_LETTER,
        "Migration "
            + name
            + " has no dead letter "
            + id
            + ", or not any more. `GET /migrations/"
            + name
            + "/dead-letters` lists all.",
        Map.of("migration", name, "deadLetter", String.valueOf(id)));
  }
}
