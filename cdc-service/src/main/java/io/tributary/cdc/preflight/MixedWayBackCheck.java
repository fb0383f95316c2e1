package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.Migration;
import java.util.List;

/**
 * Warns of a migration of which some sources have a way back and others none: all sources change
 * sides together, so no rollback is offered, while the target keeps its log for the others.
 */
final class MixedWayBackCheck {
  private static final PreflightCode CODE = PreflightCode.WAY_BACK_MIXED;

  private MixedWayBackCheck() {}

  static List<PreflightCheck> look(Migration migration) {
    List<String> without = migration.withoutWayBack();
    return without.isEmpty() || without.size() == migration.sources().size()
        ? List.of()
        : without.stream().map(MixedWayBackCheck::mixed).toList();
  }

  private static PreflightCheck mixed(String source) {
    return CODE.warning(
        source,
        "Source %s has no way back and others of this migration have one. Once it is switched, no rollback is offered for any of them, and the target keeps WAL for those that have one until `complete`."
            .formatted(source),
        "Give it a way back, or move it by a migration of its own; or say way-back: none for all.");
  }
}
