package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.access.ShowsRows;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.values.ValidatorAnswer;
import io.tributary.orchestrator.values.ValidatorQuestion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows the values of rows that a repair would write or delete. */
@Path("/migrations/{name}/repair/values")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Orders")
@RolesAllowed(AccessRoles.VALUES)
public class DifferingRowsResource {
  private final MigrationRegistry migrations;
  private final ValidatorQuestion validator;

  DifferingRowsResource(MigrationRegistry migrations, ValidatorQuestion validator) {
    this.migrations = migrations;
    this.validator = validator;
  }

  @GET
  @ShowsRows
  @Operation(
      summary = "Show the rows of a table that differ, with the values of both ends",
      description =
          "Those that a dry run of `repair` names, at most 100, read by their keys at the source and"
              + " at the target when they are asked for, each with the columns that differ then."
              + " Values are as PostgreSQL prints them in the target's type; of those with more than"
              + " 1,000 characters the beginning. Nothing of it is kept anywhere; that they were"
              + " shown, and to whom, is on the audit topic.")
  public Response show(
      String name,
      @QueryParam("source") @Parameter(description = "Whose rows", required = true)
          @Nullable String source,
      @QueryParam("table")
          @Parameter(description = "As schema.table at the source", required = true)
          @Nullable String table,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization) {
    if (source == null || table == null) {
      throw new BadRequestException(
          "Name source and table: ?source=NAME&table=SCHEMA.TABLE, as a dry run of repair does.");
    }
    KnownSource.require(migrations.plan(name), source);
    ValidatorAnswer answer = validator.differingRows(name, source, table, authorization);
    return Response.status(answer.status())
        .type(answer.mediaType())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(answer.body())
        .build();
  }
}
