package io.tributary.orchestrator.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.event.Requester;
import io.tributary.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transition that happened, or a request as it came and where it was refused.
 *
 * @param event what caused it, or what was asked
 * @param toState {@code asked} and {@code refused} for requests
 * @param detail generation, version, and the state's own members; of a request that was asked,
 *     under {@code credentials} where the secrets are kept that it lets the services use
 * @param by who asked, or whose order a transition follows; null for what the service did by itself
 * @param digest SHA-256 of the file that came with a request; null without one
 * @param code why a request was refused; null otherwise
 */
public record HistoryEntry(
    long id,
    Instant at,
    String event,
    String fromState,
    String toState,
    JsonNode detail,
    @Nullable Requester by,
    @Nullable String digest,
    @Nullable String code) {

  static HistoryEntry read(ResultSet rows) throws SQLException {
    String principal = rows.getString(7);
    return new HistoryEntry(
        rows.getLong(1),
        rows.getObject(2, OffsetDateTime.class).toInstant(),
        rows.getString(3),
        rows.getString(4),
        rows.getString(5),
        Json.read(rows.getString(6).getBytes(StandardCharsets.UTF_8), JsonNode.class),
        principal == null
            ? null
            : new Requester(
                principal, roles(rows.getString(8)), rows.getString(9), rows.getString(10)),
        rows.getString(11),
        rows.getString(12));
  }

  private static List<String> roles(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
  }
}
