package io.tributary.orchestrator.gate;

import io.tributary.common.plan.Migration;

/**
 * A source from whose target nobody can go back without losing writes. It keeps no cutover from
 * beginning; who orders one is told.
 *
 * @param plan the migration
 * @param source its name
 */
public record MissingWayBack(Migration plan, String source) {

  /** That there is none, why, and what that means for the other sources. */
  public String sentence() {
    String why =
        plan.source(source)
            .wayBack()
            .reason()
            .map(reason -> "the file says why: " + reason)
            .orElse("the file does not say `way-back: replicate`, and gives no reason");
    String others =
        plan.withoutWayBack().size() < plan.sources().size()
            ? " No rollback of this migration is offered for the others either."
            : "";
    return "Source %s has no way back; %s. Behind OPEN nobody goes back to it without losing what was written at the target.%s"
        .formatted(source, why, others);
  }
}
