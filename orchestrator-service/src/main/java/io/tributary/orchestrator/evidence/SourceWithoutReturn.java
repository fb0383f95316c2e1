package io.tributary.orchestrator.evidence;

import io.tributary.common.model.Direction;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.gate.MissingWayBack;
import java.util.List;

/**
 * A source that stays as it was at the cutover.
 *
 * @param source its name
 * @param why that there is no way back, with the reason of the file if it gives one
 */
public record SourceWithoutReturn(String source, String why) {

  /** Those of a cutover; a rollback is there only where all sources have a way back. */
  static List<SourceWithoutReturn> of(Migration plan, Direction direction) {
    return switch (direction) {
      case OUT ->
          plan.withoutWayBack().stream()
              .map(name -> new SourceWithoutReturn(name, new MissingWayBack(plan, name).sentence()))
              .toList();
      case BACK -> List.of();
    };
  }
}
