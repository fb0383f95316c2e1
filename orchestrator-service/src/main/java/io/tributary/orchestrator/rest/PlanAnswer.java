package io.tributary.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tributary.common.plan.ColumnDirection;
import io.tributary.common.plan.Migration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A migration file as the API shows it, and what it makes of the way back.
 *
 * @param file without secrets
 * @param wayBack how columns come back, by source; null while the target does not answer
 */
@Schema(description = "The migration file with defaults filled in")
public record PlanAnswer(
    @JsonUnwrapped Migration file,
    @Schema(
            description =
                "How each column of a SQLite or Chroma source comes back from the target, by"
                    + " source, in the words of `./tributary plan`; a source is there once its"
                    + " target was prepared. Absent while the target does not answer")
        @Nullable Map<String, List<ColumnDirection>> wayBack) {}
