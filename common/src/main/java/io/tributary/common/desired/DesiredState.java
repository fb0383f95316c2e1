package io.tributary.common.desired;

import io.tributary.common.plan.Migration;
import java.time.Instant;

/**
 * One record of the desired topic (key: the migration's name).
 *
 * @param migration the migration file; secrets only as references
 * @param generation grows by one with each change; observed state names the generation it answers
 * @param goal what the migration should be
 * @param cutoverId the fence token of the running or finished cutover, null before the first
 * @param deadline when an unfinished cutover is to be given up, null outside of one
 * @param keepTarget with ABORT: whether what was created in the target stays
 * @param at when the orchestrator decided
 */
public record DesiredState(
    Migration migration,
    long generation,
    Goal goal,
    String cutoverId,
    Instant deadline,
    boolean keepTarget,
    Instant at) {}
