package io.tributary.orchestrator.gate;

import io.tributary.common.model.Direction;
import io.tributary.common.plan.Migration;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the gate decides by beside the observations: read from the databases and from this machine
 * in the moment of the order.
 *
 * @param aside what is kept aside of each stream, where it is kept
 * @param unread of which streams that could not be read, and why
 * @param actions whether the switch actions could do their work
 */
public record GateLook(
    Map<String, QuarantineContent> aside,
    Map<String, String> unread,
    List<SwitchActionLook> actions) {
  /** Nobody has looked. */
  public static final GateLook NONE = new GateLook(Map.of(), List.of());

  public GateLook {
    aside = Map.copyOf(aside);
    unread = Map.copyOf(unread);
    actions = List.copyOf(actions);
  }

  /** A look that could be had everywhere. */
  public GateLook(Map<String, QuarantineContent> aside, List<SwitchActionLook> actions) {
    this(aside, Map.of(), actions);
  }

  /** What was last reported, for those who tell and do not decide. */
  public static GateLook reported(
      Migration plan, MigrationObservations observations, List<SwitchActionLook> actions) {
    Map<String, QuarantineContent> aside = new HashMap<>();
    for (Direction direction : Direction.values()) {
      for (String stream : plan.streams(direction)) {
        observations.source(stream).ifPresent(seen -> aside.put(stream, seen.stream().aside()));
      }
    }
    return new GateLook(aside, actions);
  }

  /** What is kept aside of a stream; empty when nobody has looked, or could. */
  Optional<QuarantineContent> aside(String stream) {
    return Optional.ofNullable(aside.get(stream));
  }

  /** Why nobody knows what is kept aside of a stream. */
  String why(String stream) {
    return unread.getOrDefault(stream, "Nobody has counted it. Order again.");
  }
}
