package io.tributary.orchestrator.rest;

import io.tributary.orchestrator.gate.GateFinding;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a dry run of a cutover. */
@Schema(description = "What a cutover would do; nothing was touched")
public record DryRunResult(
    @Schema(description = "Whether a cutover would begin now") boolean open,
    @Schema(description = "What the gate found") List<GateFinding> findings,
    @Schema(description = "The steps, in words") List<String> steps) {}
