package io.tributary.orchestrator.rest.count;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.rest.KnownSource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows how many changes the streams have brought. */
@Path("/migrations/{name}/changes")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Migrations")
@RolesAllowed(AccessRoles.VIEWER)
public class ChangeCountsResource {
  private final MigrationRegistry migrations;

  ChangeCountsResource(MigrationRegistry migrations) {
    this.migrations = migrations;
  }

  @GET
  @Operation(
      summary = "Count the changes of each table",
      description =
          "Inserts, updates and deletes since the stream began, about a second behind it. Tables"
              + " without a change are not listed; rows of the copy are no changes.")
  public ChangeCountsAnswer list(
      String name,
      @QueryParam("source")
          @Schema(
              description =
                  "Only those of this source; with .back behind its name those of its way back,"
                      + " which stand in the source where that is a PostgreSQL, and are not listed"
                      + " otherwise")
          @Nullable String source) {
    KnownSource.requireStream(migrations.plan(name), source);
    return new ChangeCountsAnswer(
        migrations.ask(name, source, List.of(), session -> session.changeCounts(name, source)));
  }
}
