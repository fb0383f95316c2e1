package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tributary.access.AccessRoles;
import io.tributary.orchestrator.loop.MigrationRegistry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Streams the changes of a migration to connected clients, as server-sent events. */
@Path("/migrations/{name}/events")
@Blocking
@Tag(name = "Migrations")
@RolesAllowed(AccessRoles.VIEWER)
public class EventsResource {
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final MigrationRegistry migrations;

  EventsResource(MigrationRegistry migrations) {
    this.migrations = migrations;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Follow a migration",
      description =
          "Server-sent events. `status`: the same as the status, first as it is and then whenever"
              + " it changes. `transition`: an entry of the history, with its id; after a"
              + " reconnection with Last-Event-ID none is missing. The stream ends when the"
              + " migration is deleted.")
  public Multi<OutboundSseEvent> events(
      String name,
      @HeaderParam("Last-Event-ID")
          @Parameter(description = "Id of the last transition that was received")
          @Nullable Long lastTransition,
      @QueryParam("verdicts")
          @DefaultValue("true")
          @Parameter(description = "Whether each table's verdict is told, or their numbers alone")
          boolean verdicts,
      @Context Sse sse) {
    migrations.requireActive(name);
    long from =
        lastTransition == null
            ? migrations.ask(name, session -> session.lastHistory(name))
            : lastTransition;
    MigrationFollower follower = new MigrationFollower(migrations, name, verdicts, from, sse);
    return Multi.createFrom()
        .ticks()
        .every(LOOK_EVERY)
        .onOverflow()
        .drop()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .onItem()
        .transformToMultiAndConcatenate(tick -> Multi.createFrom().iterable(follower.look()))
        .select()
        .first(event -> !follower.ends(event));
  }
}
