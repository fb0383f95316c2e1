package io.tributary.orchestrator.gate;

import io.tributary.common.quarantine.QuarantineContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the gate decides by beside the observations: read from the databases that keep it and from
 * this machine in the moment of the order.
 *
 * @param aside what is kept aside of a stream, by its name; of both directions
 * @param unread why it could not be read, by the name of the stream
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

  /** Whoever kept something was asked, and has answered. */
  public GateLook(Map<String, QuarantineContent> aside, List<SwitchActionLook> actions) {
    this(aside, Map.of(), actions);
  }

  /** What is kept aside of a stream; empty when nobody has looked. */
  Optional<QuarantineContent> aside(String stream) {
    return Optional.ofNullable(aside.get(stream));
  }

  /** Why it is not known what is kept aside of a stream; empty when nobody has looked. */
  Optional<String> unread(String stream) {
    return Optional.ofNullable(unread.get(stream));
  }
}
