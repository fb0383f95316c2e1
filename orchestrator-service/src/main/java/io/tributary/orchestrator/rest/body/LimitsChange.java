package io.tributary.orchestrator.rest.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.common.plan.ComparisonLimits;
import jakarta.ws.rs.BadRequestException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of a change of what the validation may take.
 *
 * @param workers tables of one source that are compared at a time; null to leave it as it is
 * @param maxLoad rows a second, 0 for no limit; null to leave it as it is
 * @param scrubRowsPerSecond the same for what stands as equal and is compared again
 */
public record LimitsChange(
    @Schema(description = "Tables of one source that are compared at a time", examples = "2")
        @Nullable Integer workers,
    @Schema(
            description = "Rows that all comparisons may read a second, 0 for no limit",
            examples = "50000")
        @Nullable Long maxLoad,
    @Schema(
            description =
                "Rows of each source that are read a second where tables are compared again that"
                    + " stand as equal, 0 for no limit but the others",
            examples = "10000")
        @Nullable Long scrubRowsPerSecond) {
  private static final String WORKERS = "workers";
  private static final String MAX_LOAD = "maxLoad";
  private static final String SCRUB = "scrubRowsPerSecond";
  private static final Set<String> NAMES = Set.of(WORKERS, MAX_LOAD, SCRUB);

  /**
   * The change that a body asks for.
   *
   * @throws BadRequestException for a body that asks for none, or for limits that there are not
   */
  public static LimitsChange in(String text) {
    JsonNode body = read(text);
    Set<String> names = new TreeSet<>();
    body.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || !NAMES.containsAll(names)) {
      throw unreadable();
    }
    OptionalLong workers = number(body, WORKERS);
    OptionalLong maxLoad = number(body, MAX_LOAD);
    OptionalLong scrub = number(body, SCRUB);
    if (!workers.stream().allMatch(ComparisonLimits::allowsWorkers)
        || !maxLoad.stream().allMatch(ComparisonLimits::allowsLoad)
        || !scrub.stream().allMatch(ComparisonLimits::allowsLoad)) {
      throw unreadable();
    }
    return new LimitsChange(
        workers.isPresent() ? (Integer) (int) workers.getAsLong() : null,
        maxLoad.isPresent() ? (Long) maxLoad.getAsLong() : null,
        scrub.isPresent() ? (Long) scrub.getAsLong() : null);
  }

  private static JsonNode read(String text) {
    try {
      JsonNode body = Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (UncheckedIOException e) {
      // no JSON, which is told as below
    }
    throw unreadable();
  }

  private static OptionalLong number(JsonNode body, String name) {
    if (!body.has(name)) {
      return OptionalLong.empty();
    }
    if (!body.get(name).isIntegralNumber() || !body.get(name).canConvertToLong()) {
      throw unreadable();
    }
    return OptionalLong.of(body.get(name).asLong());
  }

  private static BadRequestException unreadable() {
    return new BadRequestException(
        "The body is {\"%s\": 2, \"%s\": 50000, \"%s\": 10000} or some of them: tables of a source at a time, from 1 to %d, and rows a second, from %d to %d, or 0 for no limit."
            .formatted(
                WORKERS,
                MAX_LOAD,
                SCRUB,
                ComparisonLimits.MOST_WORKERS,
                ComparisonLimits.LEAST_LOAD,
                ComparisonLimits.GREATEST_LOAD));
  }

  /** The limits with this change. */
  public ComparisonLimits of(ComparisonLimits before) {
    return new ComparisonLimits(
        workers == null ? before.workers() : workers,
        maxLoad == null ? before.maxLoad() : maxLoad,
        scrubRowsPerSecond == null ? before.scrubRowsPerSecond() : scrubRowsPerSecond);
  }
}
