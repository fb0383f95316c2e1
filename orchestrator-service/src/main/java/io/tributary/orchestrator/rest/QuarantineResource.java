package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.access.ShowsRows;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.store.QuarantinePlace;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows the rows that are kept aside from the target. */
@Path("/migrations/{name}/quarantine")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Quarantine", description = "Rows that cannot be converted, or that the target refuses")
@RolesAllowed(AccessRoles.VIEWER)
public class QuarantineResource {
  private static final int MOST = 1_000;

  private final MigrationRegistry migrations;

  QuarantineResource(MigrationRegistry migrations) {
    this.migrations = migrations;
  }

  @GET
  @ShowsRows
  @Operation(
      summary = "List the rows that are kept aside",
      description =
          "By source and table, with the column, the value and the reason. A row leaves the list"
              + " when it is corrected or deleted at the source; `replay` tries all again.")
  public QuarantinePage list(
      String name,
      @QueryParam("source") @Schema(description = "Only those of this source")
          @Nullable String source,
      @QueryParam("after") @Schema(description = "`next` of the part before")
          @Nullable String after,
      @QueryParam("limit") @DefaultValue("100") @Schema(description = "At most 1000") int limit) {
    KnownSource.require(migrations.plan(name), source);
    QuarantinePlace place =
        QuarantinePlace.read(after)
            .orElseThrow(() -> new BadRequestException("after is not what a page gave as next."));
    int most = Math.max(1, Math.min(limit, MOST));
    return QuarantinePage.of(
        migrations.ask(name, session -> session.quarantine(name, source, place, most + 1)), most);
  }
}
