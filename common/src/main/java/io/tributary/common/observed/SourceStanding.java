package io.tributary.common.observed;

/**
 * The phase of a source, and whether it has reached its goal.
 *
 * @param generation the generation of the desired state that this answers
 * @param phase how far it is
 * @param achieved whether the goal of {@code generation} is reached for this source
 */
public record SourceStanding(long generation, SourcePhase phase, boolean achieved) {}
