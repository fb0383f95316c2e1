package io.tributary.orchestrator.rest;

import io.smallrye.common.annotation.Blocking;
import io.tributary.access.AccessRoles;
import io.tributary.common.error.TributaryException;
import io.tributary.common.evidence.EvidenceError;
import io.tributary.common.evidence.SignedReport;
import io.tributary.orchestrator.evidence.EvidencePage;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.store.EvidenceEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows the reports that are kept of cutovers and rollbacks. */
@Path("/migrations/{name}/evidence")
@Blocking
@Tag(name = "Evidence", description = "Reports of cutovers and rollbacks (docs/evidence.md)")
@RolesAllowed(AccessRoles.VIEWER)
public class EvidenceResource {
  /** The page needs its own style and nothing else, and runs nothing. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private final MigrationRegistry migrations;

  EvidenceResource(MigrationRegistry migrations) {
    this.migrations = migrations;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "List the reports of a migration, oldest first")
  public List<EvidenceEntry> list(String name) {
    return migrations.ask(name, session -> session.evidence().entries(name));
  }

  @GET
  @Path("/{cutoverId}")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
  @Operation(
      summary = "Show the report of a cutover or rollback",
      description =
          "The report and, where it is signed, its signature: of the report in its canonical form,"
              + " as it stands in the answer. Whoever accepts text/html gets a page to print.")
  @APIResponse(
      responseCode = "200",
      description = "The report",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.OBJECT)),
        @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING))
      })
  @APIResponse(
      responseCode = "404",
      description = "There is no such report",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public Response show(String name, String cutoverId, @Context HttpHeaders asked) {
    SignedReport report = report(name, cutoverId);
    Response.ResponseBuilder answer =
        wantsPage(asked)
            ? Response.ok(EvidencePage.of(report), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", POLICY)
            : Response.ok(report.text(), MediaType.APPLICATION_JSON_TYPE);
    return answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT).build();
  }

  /** Whoever takes anything is a program, and browsers name what they like best. */
  private static boolean wantsPage(HttpHeaders asked) {
    return asked.getAcceptableMediaTypes().stream()
        .filter(type -> !type.isWildcardType())
        .findFirst()
        .filter(MediaType.TEXT_HTML_TYPE::isCompatible)
        .isPresent();
  }

  private SignedReport report(String name, String cutoverId) {
    return migrations
        .ask(name, session -> session.evidence().report(name, cutoverId))
        .orElseThrow(
            () ->
                new TributaryException(
                    EvidenceError.UNKNOWN,
                    "Migration %s has no report of a cutover or rollback %s."
                        .formatted(name, cutoverId),
                    Map.of("migration", name, "cutoverId", cutoverId)));
  }
}
