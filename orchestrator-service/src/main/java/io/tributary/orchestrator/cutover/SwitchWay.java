package io.tributary.orchestrator.cutover;

import io.tributary.common.model.Direction;
import java.util.Optional;

/**
 * Which way the switch actions point the applications.
 *
 * @param takesBack in a rollback, the id of the cutover that it takes back; empty in a cutover
 */
public record SwitchWay(Optional<String> takesBack) {
  /** At the target. */
  public static final SwitchWay CUTOVER = new SwitchWay(Optional.empty());

  /** Back at the sources. */
  public static SwitchWay back(String cutoverId) {
    return new SwitchWay(Optional.of(cutoverId));
  }

  /** Which way that is. */
  public Direction direction() {
    return takesBack.isEmpty() ? Direction.OUT : Direction.BACK;
  }

  /** The word for it. */
  public String word() {
    return takesBack.isEmpty() ? "cutover" : "rollback";
  }
}
