package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.access.RequestSender;
import io.tributary.common.plan.ComparisonLimits;
import io.tributary.orchestrator.loop.AuditedMigrations;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.rest.body.BodyText;
import io.tributary.orchestrator.rest.body.FileDigest;
import io.tributary.orchestrator.rest.body.LimitsChange;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the continuous validation may take of the databases, changed while it runs. */
@Path("/migrations/{name}/limits")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Limits", description = "What the validation may take of the databases")
@RolesAllowed(AccessRoles.VIEWER)
public class LimitsResource {
  private final MigrationRegistry migrations;
  private final AuditedMigrations audited;
  private final RequestSender sender;

  LimitsResource(MigrationRegistry migrations, AuditedMigrations audited, RequestSender sender) {
    this.migrations = migrations;
    this.audited = audited;
    this.sender = sender;
  }

  @GET
  @Operation(summary = "Show what the validation may take of the databases")
  public ComparisonLimits limits(String name) {
    return migrations.plan(name).validation().limits();
  }

  @PATCH
  @RolesAllowed(AccessRoles.OPERATOR)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Change what the validation may take of the databases",
      description =
          "What is not in the body stays as it is. Holds in the pass that runs, and is kept with"
              + " the migration file.")
  @APIResponse(
      responseCode = "200",
      description = "The limits as they are now",
      content = @Content(schema = @Schema(implementation = ComparisonLimits.class)))
  @APIResponse(
      responseCode = "409",
      description = "Nothing is compared now that they could be limits of",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public ComparisonLimits change(
      String name,
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = LimitsChange.class)))
          InputStream body) {
    String text = BodyText.text(body);
    LimitsChange change = LimitsChange.in(text);
    audited.limiting(name, change::of, FileDigest.of(text), sender.requester());
    return limits(name);
  }
}
