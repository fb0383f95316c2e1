package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.access.RequestSender;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.ColumnDirection;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.plan.file.MigrationFileException;
import io.tributary.common.plan.file.PlanError;
import io.tributary.common.plan.source.Source;
import io.tributary.orchestrator.loop.AuditedMigrations;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.rest.body.BodyText;
import io.tributary.orchestrator.rest.body.FileDigest;
import io.tributary.orchestrator.store.HistoryEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Creates, shows and deletes migrations. */
@Path("/migrations")
@Blocking
@Tag(name = "Migrations", description = "Create, look at, delete")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(AccessRoles.VIEWER)
public class MigrationsResource {
  private static final int MOST_HISTORY = 1_000;

  private final MigrationRegistry migrations;
  private final AuditedMigrations audited;
  private final RequestSender sender;

  MigrationsResource(
      MigrationRegistry migrations, AuditedMigrations audited, RequestSender sender) {
    this.migrations = migrations;
    this.audited = audited;
    this.sender = sender;
  }

  @POST
  @RolesAllowed(AccessRoles.AUTHOR)
  @Consumes({"application/yaml", "text/yaml", "application/x-yaml"})
  @Operation(
      summary = "Create a migration from its file",
      description =
          "The same file again changes nothing. Another file of the same name replaces a migration"
              + " that has not been started.")
  @APIResponse(
      responseCode = "201",
      description = "Created or replaced; Location names it",
      content = @Content(schema = @Schema(implementation = MigrationSummary.class)))
  @APIResponse(responseCode = "200", description = "There is the same migration already")
  @APIResponse(
      responseCode = "409",
      description = "There is one of that name that was started",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "422",
      description = "The file is wrong; `problems` names line, key and what to write instead",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public Response create(
      @RequestBody(
              description = "The migration file (docs/migration-file.md)",
              required = true,
              content =
                  @Content(
                      mediaType = "application/yaml",
                      schema = @Schema(type = SchemaType.STRING)))
          InputStream body) {
    String text = BodyText.text(body);
    Migration plan = parsed(text, "-", "create");
    boolean changed = audited.create(plan, FileDigest.of(text), sender.requester());
    MigrationSummary summary = MigrationSummary.of(migrations.known(plan.name()));
    return changed
        ? Response.created(URI.create(ApiPaths.status(plan.name()))).entity(summary).build()
        : Response.ok(summary).build();
  }

  @PUT
  @RolesAllowed(AccessRoles.AUTHOR)
  @Path("/{name}")
  @Consumes({"application/yaml", "text/yaml", "application/x-yaml"})
  @Operation(
      summary = "Change the file of a migration",
      description =
          "Takes what may be changed as far as the migration is: everything before the start, what"
              + " the cutover and the validation go by while it replicates, switch actions while"
              + " they are tried. A switch action that waits for its next try is tried at once.")
  @APIResponse(
      responseCode = "200",
      description = "Taken, or there is the same already",
      content = @Content(schema = @Schema(implementation = MigrationSummary.class)))
  @APIResponse(
      responseCode = "409",
      description = "Something that cannot be changed any more; `detail` names the keys",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "422",
      description = "The file is wrong, or of another migration",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public MigrationSummary revise(
      String name,
      @RequestBody(
              description = "The whole migration file (docs/migration-file.md)",
              required = true,
              content =
                  @Content(
                      mediaType = "application/yaml",
                      schema = @Schema(type = SchemaType.STRING)))
          InputStream body) {
    String text = BodyText.text(body);
    audited.revise(name, parsed(text, name, "revise"), FileDigest.of(text), sender.requester());
    return MigrationSummary.of(migrations.known(name));
  }

  @GET
  @Operation(summary = "List all migrations")
  public List<MigrationSummary> list() {
    return migrations.names().stream()
        .map(name -> MigrationSummary.of(migrations.known(name)))
        .toList();
  }

  @GET
  @Path("/{name}")
  @Operation(
      summary = "Show a migration",
      description =
          "State, each source with phase, progress, lag and verdicts, the last preflight, and the"
              + " steps of the running or last cutover with their times. Never a secret.")
  public MigrationStatus status(
      String name,
      @QueryParam("verdicts")
          @DefaultValue("true")
          @Parameter(description = "Whether each table's verdict is told, or their numbers alone")
          boolean verdicts) {
    MigrationStatus status = MigrationStatus.of(migrations.known(name), migrations.plan(name));
    return verdicts ? status : status.withoutVerdicts();
  }

  @GET
  @Path("/{name}/plan")
  @Operation(
      summary = "Show the migration file",
      description =
          "With defaults filled in; secrets are references, values of switch actions are not"
              + " shown. With how the columns of converted sources come back from the target.")
  public PlanAnswer plan(String name) {
    Migration plan = migrations.plan(name);
    return new PlanAnswer(ShownPlan.of(plan), directions(plan));
  }

  /** The file is shown whatever the target says. */
  private @Nullable Map<String, List<ColumnDirection>> directions(Migration plan) {
    if (plan.sources().stream().noneMatch(Source::convertsRows)) {
      return Map.of();
    }
    try {
      return migrations.ask(plan.name(), session -> session.directions(plan.name()));
    } catch (TributaryException e) {
      return null;
    }
  }

  @GET
  @Path("/{name}/history")
  @Operation(summary = "Show each transition of a migration, oldest first")
  public List<HistoryEntry> history(
      String name,
      @QueryParam("after") @DefaultValue("0") @Schema(description = "Only entries after this id")
          long after,
      @QueryParam("limit") @DefaultValue("100") @Schema(description = "At most 1000") int limit) {
    return migrations.history(name, after, Math.max(1, Math.min(limit, MOST_HISTORY)));
  }

  @DELETE
  @RolesAllowed(AccessRoles.AUTHOR)
  @Path("/{name}")
  @Operation(
      summary = "Delete a migration",
      description =
          "Only before its start, and after it was aborted or completed. Its history stays in the"
              + " target.")
  @APIResponse(responseCode = "204", description = "Deleted")
  public void delete(String name) {
    audited.delete(name, sender.requester());
  }

  private Migration parsed(String text, String name, String request) {
    try {
      return MigrationFile.parse(text);
    } catch (MigrationFileException e) {
      audited.refusedFile(
          name, request, FileDigest.of(text), sender.requester(), PlanError.INVALID.code());
      throw e;
    }
  }
}
