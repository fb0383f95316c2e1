package io.tributary.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.common.plan.file.FileProblem;
import io.tributary.orchestrator.gate.GateFinding;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An error as RFC 9457 wants it. */
@Schema(description = "An error (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    @Schema(
            description = "Stable name of the kind of error",
            examples = "urn:tributary:TRB-ORDER-ILLEGAL")
        String type,
    @Schema(description = "The HTTP status in words", examples = "Conflict") String title,
    @Schema(description = "The HTTP status", examples = "409") int status,
    @Schema(
            description = "What happened, and what to do next",
            examples =
                "The order resume is refused: it is replicating. Possible now: pause, cutover,"
                    + " replay, discard, abort.")
        String detail,
    @Schema(description = "The path that was asked for", examples = "/migrations/shop/resume")
        String instance,
    @Schema(description = "The stable code", examples = "TRB-ORDER-ILLEGAL") String code,
    @Schema(description = "Whether the same request may succeed later") boolean retryable,
    @Schema(description = "The same facts for machines") Map<String, String> fields,
    @Schema(description = "What the gate of a cutover found") List<GateFinding> findings,
    @Schema(description = "What is wrong in a migration file") List<FileProblem> problems) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";
}
