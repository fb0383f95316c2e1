package io.tributary.common.plan.source;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.plan.source.WalLimit.Beyond;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the source once the target is open. On topics and in the API it is {@code NONE},
 * {@code REPLICATE}, the limit of one that replicates, or {@code none} with why there is none.
 *
 * @param returns whether it follows the target, so that its application can go back to it without
 *     losing a write; otherwise it stays as it was at the cutover
 * @param limit of the log that the target may keep for it; empty for none
 * @param reason why it does not follow, in the words of the file; empty where it says none
 */
public record WayBack(boolean returns, Optional<WalLimit> limit, Optional<String> reason) {
  private static final String NONE_KEY = "none";

  /** It stays as it was at the cutover. */
  public static final WayBack NONE = new WayBack(false, Optional.empty(), Optional.empty());

  /** It follows the target, whatever log the target keeps for that. */
  public static final WayBack REPLICATE = new WayBack(true, Optional.empty(), Optional.empty());

  /** It follows the target within a limit. */
  public static WayBack within(WalLimit limit) {
    return new WayBack(true, Optional.of(limit), Optional.empty());
  }

  /** It stays as it was, and the file says why. */
  public static WayBack none(String reason) {
    return new WayBack(false, Optional.empty(), Optional.of(reason));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static WayBack of(JsonNode json) {
    if (json.has(NONE_KEY)) {
      return none(json.path(NONE_KEY).asText());
    }
    return json.isObject()
        ? within(
            new WalLimit(
                json.path("maxWalBytes").asLong(), Beyond.valueOf(json.path("beyond").asText())))
        : json.asText().equals("REPLICATE") ? REPLICATE : NONE;
  }

  @JsonValue
  Object json() {
    return limit
        .<Object>map(l -> l)
        .or(() -> reason.map(why -> Map.of(NONE_KEY, why)))
        .orElse(returns ? "REPLICATE" : "NONE");
  }
}
