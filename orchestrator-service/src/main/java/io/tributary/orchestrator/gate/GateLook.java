package io.tributary.orchestrator.gate;

import io.tributary.common.quarantine.QuarantineContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the gate decides by beside the observations: read from the target and from this machine in
 * the moment of the order.
 *
 * @param aside what the target holds aside, by source
 * @param actions whether the switch actions could do their work
 */
public record GateLook(Map<String, QuarantineContent> aside, List<SwitchActionLook> actions) {
  /** Nobody has looked. */
  public static final GateLook NONE = new GateLook(Map.of(), List.of());

  public GateLook {
    aside = Map.copyOf(aside);
    actions = List.copyOf(actions);
  }

  /** What the target holds aside of a source; empty when nobody has looked. */
  Optional<QuarantineContent> aside(String source) {
    return Optional.ofNullable(aside.get(source));
  }
}
