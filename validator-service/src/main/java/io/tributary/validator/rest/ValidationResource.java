package io.tributary.validator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.access.AuditedOrders;
import io.tributary.access.ShowsRows;
import io.tributary.common.error.TributaryException;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.ValidatorError;
import io.tributary.validator.values.DifferingRows;
import io.tributary.validator.watch.MigrationWatches;
import io.tributary.validator.watch.SourceWatch;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Verdicts per migration, source and table. Only the active validator has any. */
@Path("/validation")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "validation", description = "What the comparison of both ends found")
@RolesAllowed(AccessRoles.VIEWER)
public class ValidationResource {
  private final MigrationWatches watches;
  private final AuditedOrders orders;

  /** So that whoever asks often opens no more sessions at the databases. */
  private final Object reading = new Object();

  ValidationResource(MigrationWatches watches, AuditedOrders orders) {
    this.watches = watches;
    this.orders = orders;
  }

  /** All migrations. */
  @GET
  @ShowsRows
  @Operation(operationId = "listValidations", summary = "The latest verdicts of every migration")
  public List<MigrationVerdicts> list() {
    return watches.migrations().stream().map(this::migration).toList();
  }

  /** One migration. */
  @GET
  @ShowsRows
  @Path("{migration}")
  @Operation(operationId = "getValidation", summary = "The latest verdicts of a migration")
  @APIResponse(responseCode = "404", description = "No such migration is being watched")
  public MigrationVerdicts migration(@PathParam("migration") String migration) {
    return MigrationVerdicts.of(
        migration,
        of(migration).stream()
            .map(w -> new MigrationVerdicts.SourceVerdicts(w.stream().source(), w.verdicts()))
            .toList());
  }

  /** One table. */
  @GET
  @ShowsRows
  @Path("{migration}/{source}/{table}")
  @Operation(
      operationId = "getTableVerdict",
      summary = "The latest verdict of a table, named schema.table as at the source")
  @APIResponse(responseCode = "404", description = "No verdict of such a table")
  public TableVerdict table(
      @PathParam("migration") String migration,
      @PathParam("source") String source,
      @PathParam("table") String table) {
    return verdict(watch(migration, source), migration, table);
  }

  /** The rows of a table that differ, with their values. */
  @GET
  @ShowsRows
  @RolesAllowed(AccessRoles.VALUES)
  @Path("{migration}/{source}/{table}/values")
  @Operation(
      operationId = "getDifferingRows",
      summary = "The rows that a table's verdict names, read now at both ends",
      description = "At most 100, and one request at a time.")
  @APIResponse(responseCode = "404", description = "No verdict of such a table")
  public DifferingRows values(
      @PathParam("migration") String migration,
      @PathParam("source") String source,
      @PathParam("table") String table) {
    SourceWatch watch = watch(migration, source);
    TableVerdict verdict = verdict(watch, migration, table);
    synchronized (reading) {
      return watch.differingRows().rows(verdict);
    }
  }

  /** Starts a full pass over every source now. */
  @POST
  @RolesAllowed(AccessRoles.OPERATOR)
  @Path("{migration}/recheck")
  @Operation(operationId = "recheck", summary = "Compare every table of a migration now")
  @APIResponse(responseCode = "202", description = "A full pass starts, or runs already")
  @APIResponse(responseCode = "409", description = "The migration is not replicating")
  public Response recheck(@PathParam("migration") String migration) {
    return orders.carryOut(migration, "recheck", () -> begin(migration));
  }

  private Response begin(String migration) {
    boolean any = false;
    for (SourceWatch watch : of(migration)) {
      any |= watch.recheck();
    }
    if (!any) {
      throw new TributaryException(
          ValidatorError.NOT_REPLICATING,
          "Migration "
              + migration
              + " is not replicating, so there is nothing to compare. Start it first.",
          Map.of("migration", migration));
    }
    return Response.accepted(Map.of("migration", migration, "result", "/validation/" + migration))
        .build();
  }

  private SourceWatch watch(String migration, String source) {
    return of(migration).stream()
        .filter(w -> w.stream().source().equals(source))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    "Migration " + migration + " has no source " + source + ".",
                    Map.of("migration", migration, "source", source)));
  }

  private static TableVerdict verdict(SourceWatch watch, String migration, String table) {
    String source = watch.stream().source();
    return watch.verdicts().stream()
        .filter(v -> v.table().equals(table))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    "There is no verdict of table "
                        + table
                        + " of source "
                        + source
                        + " (yet). Name it schema.table; `GET /validation/"
                        + migration
                        + "` lists all.",
                    Map.of("migration", migration, "source", source, "table", table)));
  }

  private List<SourceWatch> of(String migration) {
    return watches
        .of(migration)
        .orElseThrow(
            () ->
                unknown(
                    "No migration "
                        + migration
                        + " is being watched. Check its name; `GET /validation` lists all.",
                    Map.of("migration", migration)));
  }

  private static TributaryException unknown(String message, Map<String, String> fields) {
    return new TributaryException(ValidatorError.UNKNOWN_NAME, message, fields);
  }
}
